package dev.belfry.brokenhouse.cellar;

/** In a package that has no place in the order. */
public interface NotInThePlan {}

package dev.belfry.audit;

import org.jspecify.annotations.Nullable;

/**
 * What a verification found.
 *
 * @param newest the newest seal that fits
 * @param unsealed what comes after it; counted only where everything fits
 * @param misfit null where everything fits
 */
public record Verdict(Seal newest, UnsealedRows unsealed, @Nullable Misfit misfit) {}

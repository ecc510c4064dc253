package dev.belfry.networks.page;

/**
 * What a page says of itself.
 *
 * @param title not empty
 * @param description perhaps empty
 */
public record PageWords(String title, String description) {}

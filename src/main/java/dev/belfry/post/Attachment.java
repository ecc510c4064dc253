package dev.belfry.post;

/**
 * An image on a part.
 *
 * @param alt what the image shows, for those who can't see it; empty where none was given
 */
public record Attachment(Media media, String alt) {}

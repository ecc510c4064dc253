package dev.belfry.post;

/**
 * An image that is stored, known by its content.
 *
 * @param sha256 SHA-256 of the bytes, 64 lower-case hexadecimal digits
 * @param width in pixels
 * @param height in pixels
 * @param size in bytes
 */
public record Media(String sha256, MediaType type, int width, int height, long size) {}

package dev.belfry.media.format;

import org.jspecify.annotations.Nullable;

/**
 * An image file without what tells of its maker: place, time, camera, comments. Its pixels and
 * their colours are the same.
 *
 * <p>The bytes are not copied: whoever has them must not write into them.
 *
 * @param bytes the file's content
 * @param animated whether the image moves
 * @param exif what it had for EXIF data, from the TIFF header on; null where there was none
 */
@SuppressWarnings("ArrayRecordComponent") // It is taken apart at once and never compared.
public record Stripped(byte[] bytes, boolean animated, byte @Nullable [] exif) {}

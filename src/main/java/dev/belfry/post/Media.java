package dev.belfry.post;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An image or a video that is stored, known by its content.
 *
 * @param sha256 SHA-256 of the bytes, 64 lower-case hexadecimal digits
 * @param width in pixels, as it is shown
 * @param height in pixels, as it is shown
 * @param animated whether an image moves; never said of a video
 * @param duration how long a video lasts, to the millisecond; null for an image
 * @param size in bytes
 */
public record Media(
    String sha256,
    MediaType type,
    int width,
    int height,
    boolean animated,
    @Nullable Duration duration,
    long size) {

  /** An image that stands still. */
  public Media(String sha256, MediaType type, int width, int height, long size) {
    this(sha256, type, width, height, false, null, size);
  }

  public MediaKind kind() {
    if (type.isVideo()) {
      return MediaKind.VIDEO;
    }
    return animated ? MediaKind.ANIMATION : MediaKind.IMAGE;
  }
}

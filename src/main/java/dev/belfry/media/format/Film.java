package dev.belfry.media.format;

import java.time.Duration;
import java.util.List;

/**
 * What an MP4 file holds.
 *
 * @param size as it is shown
 * @param patches what makes the file one without word of its maker
 */
public record Film(ImageSize size, Duration duration, List<Patch> patches) {
  public Film {
    patches = List.copyOf(patches);
  }
}

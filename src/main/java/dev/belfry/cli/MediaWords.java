package dev.belfry.cli;

import dev.belfry.post.Media;
import dev.belfry.post.MediaKind;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a medium is, in few words. */
final class MediaWords {
  private MediaWords() {}

  /** {@code PNG 600×338}, {@code GIF 480×270 animated}, {@code MP4 1280×720 12.5 s}. */
  static String of(Media media) {
    return "%s %d×%d%s".formatted(media.type(), media.width(), media.height(), more(media));
  }

  private static String more(Media media) {
    Double seconds = seconds(media);
    if (seconds != null) {
      return String.format(Locale.ROOT, " %.1f s", seconds);
    }
    return media.kind() == MediaKind.ANIMATION ? " animated" : "";
  }

  /** How long a video lasts; null for an image. */
  static @Nullable Double seconds(Media media) {
    Duration duration = media.duration();
    return duration == null ? null : duration.toMillis() / 1e3;
  }
}

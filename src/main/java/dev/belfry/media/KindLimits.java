package dev.belfry.media;

import dev.belfry.post.MediaType;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a network takes of one kind of media.
 *
 * @param types the formats
 * @param mostBytes the largest file
 * @param mostPixels the largest width times height
 * @param alone whether nothing else may stand on the same part
 * @param shortest how long a video lasts at least; null where that is not bounded
 * @param longest how long a video lasts at most; null where that is not bounded
 */
public record KindLimits(
    Set<MediaType> types,
    long mostBytes,
    long mostPixels,
    boolean alone,
    @Nullable Duration shortest,
    @Nullable Duration longest) {
  static final Set<MediaType> IMAGES =
      Set.of(MediaType.PNG, MediaType.JPEG, MediaType.GIF, MediaType.WEBP);

  public KindLimits {
    types = Set.copyOf(types);
  }

  /** Images that stand still, in every format. */
  public static KindLimits images(long mostBytes, long mostPixels) {
    return new KindLimits(IMAGES, mostBytes, mostPixels, false, null, null);
  }

  /** Animations, which no network plays but as GIF. */
  public static KindLimits gifs(long mostBytes, long mostPixels, boolean alone) {
    return new KindLimits(Set.of(MediaType.GIF), mostBytes, mostPixels, alone, null, null);
  }

  /** Videos, as MP4 and alone. */
  public static KindLimits videos(
      long mostBytes, long mostPixels, @Nullable Duration shortest, @Nullable Duration longest) {
    return new KindLimits(Set.of(MediaType.MP4), mostBytes, mostPixels, true, shortest, longest);
  }
}

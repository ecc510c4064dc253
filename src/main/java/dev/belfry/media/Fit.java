package dev.belfry.media;

import dev.belfry.post.MediaKind;
import java.util.Collection;

/**
 * What an image is scaled down to: {@code --fit}. Only images that stand still ever are.
 *
 * @param mostBytes the largest file
 * @param mostPixels the largest width times height
 */
public record Fit(long mostBytes, long mostPixels) {
  /** Nothing is scaled down: the default. */
  public static final Fit NOTHING = new Fit(Long.MAX_VALUE, Long.MAX_VALUE);

  /** To what all of them take. */
  public static Fit to(Collection<MediaLimits> networks) {
    Fit fit = NOTHING;
    for (MediaLimits limits : networks) {
      KindLimits image = limits.kinds().get(MediaKind.IMAGE);
      if (image != null) {
        fit =
            new Fit(
                Math.min(fit.mostBytes, image.mostBytes()),
                Math.min(fit.mostPixels, image.mostPixels()));
      }
    }
    return fit;
  }

  boolean isTooLarge(long bytes, long pixels) {
    return bytes > mostBytes || pixels > mostPixels;
  }
}

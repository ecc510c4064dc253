package dev.belfry.media.pixels;

import dev.belfry.media.format.BrokenMedia;
import dev.belfry.post.MediaType;

/** Scales an image down until it has no more pixels and bytes than are taken. */
public final class ScaleToFit {
  private static final float QUALITY = 0.9f;

  /** A noisy PNG needs a few steps; what is not there after this many never will be. */
  private static final int MOST_STEPS = 24;

  private ScaleToFit() {}

  /**
   * The largest that it finds. It begins in full size: at a lower quality that may be small enough.
   *
   * @param type what is written: JPEG or PNG
   * @throws BrokenMedia where it never gets small enough
   */
  public static byte[] scale(Pixels pixels, MediaType type, long mostPixels, long mostBytes)
      throws BrokenMedia {
    // Rounding up both sides must not make it one row too large.
    double tooMany = (double) pixels.size().pixels() / mostPixels;
    double factor = tooMany > 1 ? 0.999 / Math.sqrt(tooMany) : 1;
    for (int step = 0; step < MOST_STEPS; step++) {
      byte[] encoded = Encode.encode(type, factor < 1 ? pixels.scaled(factor) : pixels, QUALITY);
      if (encoded.length <= mostBytes) {
        return encoded;
      }
      factor *= Math.min(0.97, Math.sqrt((double) mostBytes / encoded.length));
    }
    throw new BrokenMedia("it can't be scaled down to %d bytes".formatted(mostBytes));
  }
}

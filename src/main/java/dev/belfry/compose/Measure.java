package dev.belfry.compose;

/**
 * How long a text is for a network.
 *
 * @param length in {@code unit}s
 * @param limit the most that the network takes, in {@code unit}s
 * @param unit what is counted: {@code characters}, {@code graphemes} or {@code bytes}
 * @param fits whether the network takes the text: it is not too long, not blank, and without
 *     characters that the network refuses. A blank text does not fit; beside media, where it may be
 *     blank, there is nothing to measure
 * @param fitsUpTo the UTF-16 index where the limit falls, between two graphemes and not within a
 *     link, mention or hashtag; the text's length where it is not too long
 */
public record Measure(int length, int limit, String unit, boolean fits, int fitsUpTo) {

  /** By how many {@link #unit}s the text is too long; 0 if it is not. */
  public int excess() {
    return Math.max(0, length - limit);
  }
}

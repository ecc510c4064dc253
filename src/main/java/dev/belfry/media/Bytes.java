package dev.belfry.media;

import java.util.Locale;

/** Sizes in words. */
final class Bytes {
  private Bytes() {}

  /** {@code 2,000,000 bytes}: exact, so that nobody wonders which kind of megabyte is meant. */
  static String inWords(long size) {
    return String.format(Locale.ROOT, "%,d bytes", size);
  }
}

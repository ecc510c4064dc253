package dev.belfry.media;

import java.util.Locale;

/** Sizes in words. */
public final class Bytes {
  private Bytes() {}

  /** {@code 2,000,000 bytes}: exact, so that nobody wonders which kind of megabyte is meant. */
  static String inWords(long size) {
    return String.format(Locale.ROOT, "%,d bytes", size);
  }

  /** {@code 6.1 MB}: for a person who wants to know how much, with megabytes of a million bytes. */
  public static String about(long size) {
    if (size < 1_000) {
      return size + " B";
    }
    if (size < 1_000_000) {
      return Math.round(size / 1_000.0) + " kB";
    }
    return size < 1_000_000_000
        ? String.format(Locale.ROOT, "%.1f MB", size / 1e6)
        : String.format(Locale.ROOT, "%.1f GB", size / 1e9);
  }
}

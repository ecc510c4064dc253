package dev.belfry.compose.formats;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys of posts that came from X's archive: {@code x-archive:1860000000000000000}. */
public final class XArchiveKey {
  private static final String PREFIX = Format.X_ARCHIVE.word() + ":";

  /**
   * The millisecond that X counts from in its ids, above their lowest 22 bits. Ids of posts before
   * it, in November 2010, are small numbers without a time.
   */
  private static final long EPOCH_MILLIS = 1_288_834_974_657L;

  private XArchiveKey() {}

  static String of(long id) {
    return PREFIX + id;
  }

  /** The least id that a post of that moment may have. */
  static long firstId(Instant at) {
    return (at.toEpochMilli() - EPOCH_MILLIS) << 22;
  }

  /** When a post of that key was on X; empty where it is not one of the archive's. */
  public static Optional<Instant> published(@Nullable String key) {
    return key != null && key.matches(PREFIX + "[0-9]{1,18}[0-9]?")
        ? parsed(key.substring(PREFIX.length()))
        : Optional.empty();
  }

  private static Optional<Instant> parsed(String id) {
    try {
      return Optional.of(Instant.ofEpochMilli((Long.parseLong(id) >> 22) + EPOCH_MILLIS));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}

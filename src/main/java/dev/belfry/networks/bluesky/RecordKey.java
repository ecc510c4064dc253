package dev.belfry.networks.bluesky;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The keys of records: <a href="https://atproto.com/specs/tid">TIDs</a>, 64 bits of which the upper
 * are microseconds and the lower ten tell clocks apart, in sortable base 32.
 */
final class RecordKey {
  private static final String DIGITS = "234567abcdefghijklmnopqrstuvwxyz";
  private static final int LENGTH = 13;
  private static final int CLOCK_BITS = 10;

  /**
   * How far apart a thread's parts are: what a record's date can tell, so that they stay sorted.
   */
  private static final Duration APART = Duration.ofMillis(1);

  private RecordKey() {}

  /**
   * The key of a part.
   *
   * @param at the moment of the attempt
   * @param clock tells apart what is sent in the same microsecond
   */
  static String of(Instant at, long clock) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
    return text((micros << CLOCK_BITS) | (clock & ((1 << CLOCK_BITS) - 1)));
  }

  /**
   * The key of a part that goes out in one request with the one that bears this key.
   *
   * @param parts how many parts later it comes
   */
  static String after(String first, int parts) {
    return text(bits(first) + ((parts * (APART.toNanos() / 1_000)) << CLOCK_BITS));
  }

  /** The moment that the key was made for, to the microsecond. */
  static Instant instant(String key) {
    return Instant.EPOCH.plus(bits(key) >>> CLOCK_BITS, ChronoUnit.MICROS);
  }

  private static String text(long bits) {
    StringBuilder key = new StringBuilder(LENGTH);
    for (int i = LENGTH - 1; i >= 0; i--) {
      key.append(DIGITS.charAt((int) (bits >>> (i * 5)) & 31));
    }
    return key.toString();
  }

  private static long bits(String key) {
    long bits = 0;
    for (int i = 0; i < key.length(); i++) {
      bits = (bits << 5) | DIGITS.indexOf(key.charAt(i));
    }
    return bits;
  }
}

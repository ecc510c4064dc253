package dev.belfry.networks.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a token ends, by the word of whoever gave it. A number that stands for "never" must not cost
 * the token: a refresh token may be good once only, and what was given for it has to be kept.
 */
public final class TokenEnd {
  /** The year 9999. Nobody sees a later end, and the largest numbers fit into no database. */
  private static final long LAST = 253_402_300_799L;

  private TokenEnd() {}

  /**
   * The end of one that was given now; null where it has none that is known.
   *
   * @param seconds that it lasts
   */
  public static @Nullable Instant after(long seconds, Instant now) {
    return seconds > 0 && seconds < LAST - now.getEpochSecond() ? now.plusSeconds(seconds) : null;
  }

  /**
   * An end that is told as a moment; null where none is known.
   *
   * @param epochSecond since 1970
   */
  public static @Nullable Instant at(long epochSecond) {
    return epochSecond > 0 && epochSecond < LAST ? Instant.ofEpochSecond(epochSecond) : null;
  }
}

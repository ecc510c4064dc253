package dev.belfry.networks.x;

import dev.belfry.publish.Known;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a part was first tried, which all later tries at it remember: X has no key to find a post
 * by, but it can be asked for an account's posts since then.
 */
final class FirstTry {
  private static final String SINCE = " since ";

  private FirstTry() {}

  /** What an attempt is remembered by: {@code 7.2 since 2026-12-01T14:00:00Z}. */
  static String correlation(Known known) {
    String earlier = known.earlier();
    return earlier == null
        ? known.delivery() + "." + known.position() + SINCE + known.now()
        : earlier;
  }

  /**
   * When a part was first tried.
   *
   * @param known of one of its tries, when that was made
   */
  static Instant of(@Nullable String correlation, Instant known) {
    Instant first = read(correlation);
    return first == null || known.isBefore(first) ? known : first;
  }

  private static @Nullable Instant read(@Nullable String correlation) {
    int at = correlation == null ? -1 : correlation.indexOf(SINCE);
    try {
      return correlation == null || at < 0
          ? null
          : Instant.parse(correlation.substring(at + SINCE.length()));
    } catch (DateTimeException e) {
      return null;
    }
  }
}

package dev.belfry.publish;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before something is tried again: exponential, jittered, capped, bounded in
 * number.
 *
 * @param first after the first failure; default 30 s
 * @param longest the cap, before chance adds its share; default 1 h
 * @param jitter the share of the wait that chance may take away or add, from 0 to 1; default 0.2
 * @param most how many failures before the delivery has failed for good; default 8
 */
public record Backoff(Duration first, Duration longest, double jitter, int most) {
  public static final Backoff DEFAULT =
      new Backoff(Duration.ofSeconds(30), Duration.ofHours(1), 0.2, 8);

  /** Between looks at a network: after 2 s, 4 s, … up to 10 min, 12 times: an hour and more. */
  public static final Backoff LOOKS =
      new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(10), 0.2, 12);

  /**
   * Before a part that its network deferred is tried again: 1 s after the first try at it, then 2
   * s, … up to 30 min, however soon the network would have it, and without an end. At that, the
   * numbers that a part's tries can have last for more than a year.
   */
  public static final Backoff DEFERRALS =
      new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(30), 0.2, Integer.MAX_VALUE);

  /**
   * Before a part is tried again that a node held back: 1 s after the first try at it, for most
   * often a machine slept, then 2 s, … up to 5 min, without an end. The whole account waits.
   */
  public static final Backoff HELD_BACK =
      new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), 0.2, Integer.MAX_VALUE);

  /**
   * Before a part is sent again that its network lost, from its second try on, or with which many
   * nodes died: 1 s, then 2 s, … up to 30 min, without an end. A network may swallow one post for
   * ever while it takes the account's others, so that no breaker trips.
   */
  public static final Backoff RESENDS =
      new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(30), 0.2, Integer.MAX_VALUE);

  /** More doublings than this pass every cap, and would overflow. */
  private static final int MOST_DOUBLINGS = 30;

  /** Whether there is another try after so many failures. */
  public boolean allowsAfter(int failures) {
    return failures < most;
  }

  /** How long to wait after the given number of failures, at least one. */
  public Duration after(int failures, RandomGenerator random) {
    Duration plain = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    Duration capped = plain.compareTo(longest) > 0 ? longest : plain;
    double factor = 1 + jitter * (2 * random.nextDouble() - 1);
    return Duration.ofMillis(Math.round(capped.toMillis() * factor));
  }
}

package dev.belfry.networks.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The end of the time that several calls share. Thread-safe where its clock is. */
public final class Deadline {
  private final InstantSource clock;
  private final Instant end;

  /**
   * @param within from now on
   */
  public Deadline(Duration within, InstantSource clock) {
    this.clock = clock;
    this.end = clock.instant().plus(within);
  }

  /** What is left of it; zero where it is over. */
  public Duration left() {
    Duration left = Duration.between(clock.instant(), end);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** What is left of it, but no more than that. */
  public Duration atMost(Duration most) {
    Duration left = left();
    return left.compareTo(most) < 0 ? left : most;
  }
}

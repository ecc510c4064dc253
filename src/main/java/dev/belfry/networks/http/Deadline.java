package dev.belfry.networks.http;

import dev.belfry.publish.Patience;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The end of the time that several calls share. Thread-safe where its clock is. */
public final class Deadline {
  /** How soon a pause notices that it is to end. */
  private static final Duration SLICE = Duration.ofMillis(100);

  private final InstantSource clock;
  private final Instant end;
  private final BooleanSupplier isBrokenOff;

  /**
   * @param within from now on
   */
  public Deadline(Duration within, InstantSource clock) {
    this(Patience.of(within), clock);
  }

  /**
   * @param patience begins now
   */
  public Deadline(Patience patience, InstantSource clock) {
    this.clock = clock;
    this.end = clock.instant().plus(patience.within());
    this.isBrokenOff = patience.isOver();
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

  /**
   * Whether nothing new is to be begun, though there may be time left: a call that is under way,
   * and what must follow it, keep theirs.
   */
  public boolean isBrokenOff() {
    return isBrokenOff.getAsBoolean();
  }

  /**
   * Waits so long, or until it is broken off.
   *
   * @return whether it was not broken off
   */
  public boolean pause(Duration time) throws InterruptedException {
    for (long rest = time.toNanos(); rest > 0 && !isBrokenOff(); rest -= SLICE.toNanos()) {
      TimeUnit.NANOSECONDS.sleep(Math.min(rest, SLICE.toNanos()));
    }
    return !isBrokenOff();
  }
}

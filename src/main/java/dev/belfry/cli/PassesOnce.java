package dev.belfry.cli;

import dev.belfry.release.Pass;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** The passes of {@code belfry run --once}. */
final class PassesOnce {
  private static final Duration BETWEEN = Duration.ofMillis(100);

  /** For what was taken at the very end of a lease. */
  private static final Duration MORE_THAN_A_LEASE = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final Duration patience;
  private final LongSupplier attempts;

  /**
   * @param lease how long another node's lease lasts when it dies
   * @param attempts how many were settled so far
   */
  PassesOnce(InstantSource clock, Duration lease, LongSupplier attempts) {
    this.clock = clock;
    this.patience = lease.plus(MORE_THAN_A_LEASE);
    this.attempts = attempts;
  }

  /**
   * Makes passes until nothing is due. What another node holds is waited for no longer than its
   * lease: by then it is released, or this one takes it over. A pass that got something out may
   * have taken longer than that, and have lost its own lease on the rest: it does not count. So
   * what comes due meanwhile goes out, too, and somebody who queues without a pause keeps it going.
   *
   * @param stopping true: what is in flight is finished, and no other pass is made
   */
  void makeAll(Pass pass, BooleanSupplier stopping) throws InterruptedException {
    if (stopping.getAsBoolean()) {
      return;
    }
    make(pass, stopping);
    Instant end = clock.instant().plus(patience);
    while (!stopping.getAsBoolean() && pass.isDue() && clock.instant().isBefore(end)) {
      long before = attempts.getAsLong();
      make(pass, stopping);
      if (attempts.getAsLong() > before) {
        end = clock.instant().plus(patience);
      } else {
        TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
      }
    }
  }

  private static void make(Pass pass, BooleanSupplier stopping) {
    pass.pass(stopping, next -> {});
    pass.finish();
  }
}

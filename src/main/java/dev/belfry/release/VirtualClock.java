package dev.belfry.release;

import dev.belfry.audit.Stage;
import dev.belfry.sql.Database;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A rehearsal's clock: it stands still until it is turned, and the clock of the stage with it. For
 * one thread.
 */
final class VirtualClock implements InstantSource {
  private final Database stage;
  private Instant now;

  /**
   * @param now where the stage's clock is
   */
  VirtualClock(Database stage, Instant now) {
    this.stage = stage;
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Turns it forward; never back. */
  void turnTo(Instant instant) {
    if (instant.isAfter(now)) {
      now = instant;
      stage.lend(
          connection -> {
            Stage.turnClock(connection, instant);
            return instant;
          });
    }
  }
}

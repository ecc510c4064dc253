package dev.belfry.app.postgres;

import java.time.Duration;

/** A moment until which to wait for something outside of this process, on the monotonic clock. */
final class Deadline {
  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  boolean hasPassed() {
    return System.nanoTime() - end >= 0;
  }

  /** Lets others get on with it. An interrupt ends the waiting with a sentence, and stays set. */
  void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseSetupFailed("Interrupted while waiting for the database", e);
    }
  }
}

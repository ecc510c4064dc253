package dev.belfry.publish;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How long something is waited for that may be begun again another time.
 *
 * @param within at the most, from the moment that it is given
 * @param isOver asked now and then, from the thread that waits; true: it is waited for no longer
 */
public record Patience(Duration within, BooleanSupplier isOver) {

  /** That nobody cuts short. */
  public static Patience of(Duration within) {
    return new Patience(within, () -> false);
  }
}

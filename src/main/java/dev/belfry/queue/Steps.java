package dev.belfry.queue;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Steps of which one that fails keeps no other from being taken. Not thread-safe. */
public final class Steps {
  private @Nullable RuntimeException trouble;

  /** Takes one; what goes wrong with it is kept for the end. */
  public void take(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      if (trouble == null) {
        trouble = e;
      } else if (trouble != e) {
        trouble.addSuppressed(e);
      }
    }
  }

  /**
   * Takes one that counts what it has done.
   *
   * @return what it says; 0 where it failed
   */
  public int count(IntSupplier step) {
    int[] done = new int[1];
    take(() -> done[0] = step.getAsInt());
    return done[0];
  }

  /**
   * Ends them.
   *
   * @throws RuntimeException what went wrong first, if anything did
   */
  public void end() {
    if (trouble != null) {
      throw trouble;
    }
  }
}

package dev.belfry.release;

import dev.belfry.publish.Attempt;
import dev.belfry.publish.Settlement;

/** Sees each attempt once its outcome is recorded. Called on the releasing thread. */
@FunctionalInterface
public interface ReleaseWatcher {
  void settled(Attempt attempt, Settlement settlement);

  /** All of a run has been seen. */
  default void runIsOver() {}
}

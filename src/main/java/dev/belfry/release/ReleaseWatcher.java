package dev.belfry.release;

import dev.belfry.publish.Attempt;
import dev.belfry.publish.Settlement;
import dev.belfry.queue.Claim;

/** Sees each attempt once its outcome is recorded. Called on the releasing thread. */
@FunctionalInterface
public interface ReleaseWatcher {
  void settled(Attempt attempt, Settlement settlement);

  /**
   * Sees a claim for whose next part a dry run could make no request.
   *
   * @param why for people to read
   */
  default void unmade(Claim claim, int position, String why) {}

  /** All of a run has been seen. */
  default void runIsOver() {}
}

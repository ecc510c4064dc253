package dev.belfry.cli;

import org.jspecify.annotations.Nullable;

/** Steps of which one that fails keeps no other from being taken. Not thread-safe. */
final class Steps {
  private @Nullable RuntimeException trouble;

  /** Takes one; what goes wrong with it is kept for the end. */
  void take(Runnable step) {
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
   * Ends them.
   *
   * @throws RuntimeException what went wrong first, if anything did
   */
  void end() {
    if (trouble != null) {
      throw trouble;
    }
  }
}

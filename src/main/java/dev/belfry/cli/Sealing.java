package dev.belfry.cli;

import java.time.Duration;

/** When the history is sealed, for those who do it and those who tell of it. */
final class Sealing {
  /** How often one of the nodes does. */
  static final Duration EVERY = Duration.ofMinutes(5);

  private Sealing() {}

  /** The second half of a sentence on what is not sealed yet. */
  static String comes() {
    return "belfry run seals every %d minutes, belfry run --once at its end"
        .formatted(EVERY.toMinutes());
  }
}

package dev.belfry.account;

import java.time.Duration;

/**
 * How long the vault waits.
 *
 * @param lease after how long without an answer whoever asks a network is taken for dead; default
 *     30 s, more than {@link Credentials.Renewal} may take
 * @param pause between two looks at what another is doing, or two tries at recording; default 100
 *     ms
 * @param looks how often it looks at what another is doing; default 50: five seconds
 * @param tries how often a fresh credential is offered to the database; default 40
 */
record VaultSettings(Duration lease, Duration pause, int looks, int tries) {
  static final VaultSettings DEFAULT =
      new VaultSettings(Duration.ofSeconds(30), Duration.ofMillis(100), 50, 40);

  /** Lets others get on with it; false where the thread is asked to stop. */
  boolean pauses() {
    try {
      Thread.sleep(pause.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

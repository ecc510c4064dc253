package dev.belfry.publish;

import java.time.Duration;

/**
 * The port to a network. Every adapter, the dry-run too, passes the one contract suite. Adapters
 * are thread-safe; they never send anything twice by themselves.
 */
public interface Publisher {

  /**
   * Sends one part, once. Never throws for what a network may do: whatever happens is an {@link
   * Outcome}.
   *
   * @param within how long the whole exchange may take, the reply's last byte included; what is not
   *     known by then is {@link Outcome.Unconfirmed}
   */
  Outcome publish(Attempt attempt, Duration within);

  /**
   * Asks the network what became of an attempt. Sends nothing.
   *
   * @param within how long the whole look may take
   */
  Look look(OpenAttempt attempt, Duration within);
}

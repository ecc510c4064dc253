package dev.belfry.publish;

/**
 * The port to a network. Every adapter, the dry-run too, passes the one contract suite. Adapters
 * are thread-safe; they never send anything twice by themselves.
 */
public interface Publisher {

  /**
   * Sends one part, once. Never throws for what a network may do: whatever happens is an {@link
   * Outcome}.
   */
  Outcome publish(Attempt attempt);

  /** Asks the network what became of an attempt. Sends nothing. */
  Look look(OpenAttempt attempt);
}

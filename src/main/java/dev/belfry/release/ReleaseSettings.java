package dev.belfry.release;

import dev.belfry.compose.XPrices;
import dev.belfry.post.Network;
import dev.belfry.queue.Nodes;
import java.time.Duration;
import java.util.Set;

/**
 * How a node releases.
 *
 * @param node the node's number, as {@link Nodes#newNumber} gives it
 * @param name the node's name: what the history says did it
 * @param live the networks that it can publish to, besides dry-run accounts
 * @param lease how long it holds an account without a sign of life; default 8 s, so that others
 *     take over from a dead node within 10 s
 * @param prices what X charges, for accounts that may cost only so much in a month
 */
public record ReleaseSettings(
    long node, String name, Set<Network> live, Duration lease, XPrices prices) {
  public static final Duration DEFAULT_LEASE = Duration.ofSeconds(8);

  /** How many dry-run accounts are taken at once, at the most. */
  static final int ACCOUNTS = 100;

  /** How many deliveries of dry-run accounts are claimed at once, at the most. */
  static final int BATCH = 1000;

  public ReleaseSettings {
    live = Set.copyOf(live);
  }

  /** By the prices that come with Belfry. */
  public ReleaseSettings(long node, String name, Set<Network> live, Duration lease) {
    this(node, name, live, lease, XPrices.builtIn());
  }

  /** How often leases are renewed: a lease outlives three renewals that fail. */
  public Duration heartbeat() {
    return lease.dividedBy(4);
  }

  /** How long one exchange with a network may take: it lies inside the lease. */
  public Duration deadline() {
    return lease.minus(heartbeat());
  }
}

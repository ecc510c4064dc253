package dev.belfry.release;

import dev.belfry.post.Network;
import java.time.Duration;
import java.util.Set;

/**
 * How a node releases.
 *
 * @param node the node's name: what the history says did it
 * @param live the networks that it can publish to, besides dry-run accounts
 * @param lease how long it holds an account without a sign of life; default 8 s, so that others
 *     take over from a dead node within 10 s
 * @param accounts how many accounts it takes at once, at the most
 * @param run how many deliveries of one account it claims at once, at the most
 */
public record ReleaseSettings(
    String node, Set<Network> live, Duration lease, int accounts, int run) {
  public static final Duration DEFAULT_LEASE = Duration.ofSeconds(8);
  private static final int ACCOUNTS = 100;
  private static final int RUN = 100;

  /** Settings with the default batch sizes. */
  public static ReleaseSettings of(String node, Set<Network> live, Duration lease) {
    return new ReleaseSettings(node, live, lease, ACCOUNTS, RUN);
  }
}

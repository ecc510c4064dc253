package dev.belfry.queue;

import dev.belfry.post.Network;
import java.util.List;
import java.util.Set;

/**
 * Which accounts a node takes.
 *
 * @param dryRun dry-run accounts, or live ones
 * @param networks of live accounts: those that the node can publish to
 */
public record Reach(boolean dryRun, List<Network> networks) {
  public static final Reach DRY_RUN = new Reach(true, List.of());

  public Reach {
    networks = List.copyOf(networks);
  }

  /** Live accounts of these networks. */
  public static Reach live(Set<Network> networks) {
    return new Reach(false, networks.stream().sorted().toList());
  }
}

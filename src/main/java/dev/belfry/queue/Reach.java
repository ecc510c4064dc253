package dev.belfry.queue;

import dev.belfry.post.Network;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which accounts a node takes.
 *
 * @param dryRun dry-run accounts, or live ones
 * @param networks of live accounts: those that the node can publish to
 * @param except the numbers of accounts that it leaves alone
 */
public record Reach(boolean dryRun, List<Network> networks, Set<Integer> except) {
  public static final Reach DRY_RUN = new Reach(true, List.of(), Set.of());

  public Reach {
    networks = List.copyOf(networks);
    except = Set.copyOf(except);
  }

  /** Live accounts of these networks. */
  public static Reach live(Set<Network> networks) {
    return new Reach(false, networks.stream().sorted().toList(), Set.of());
  }

  /** The same without the leases' accounts. */
  public Reach without(Collection<Lease> leases) {
    return new Reach(
        dryRun,
        networks,
        leases.stream().map(Lease::account).collect(Collectors.toUnmodifiableSet()));
  }
}

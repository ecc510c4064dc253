package dev.belfry.release;

import dev.belfry.queue.Lease;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The leases that a node's lanes hold, which its heartbeat renews. Nothing is sent on one of a live
 * lane of which the heartbeat does not know that it runs. Thread-safe.
 */
public final class LeasesInHand {
  private final Set<Lease> inLanes = new HashSet<>();
  private final Set<Lease> alive = new HashSet<>();
  private boolean missed;

  synchronized void add(boolean live, List<Lease> leases) {
    inLanes.addAll(leases);
    if (live) {
      alive.addAll(leases);
    }
  }

  synchronized void drop(List<Lease> leases) {
    leases.forEach(inLanes::remove);
    leases.forEach(alive::remove);
  }

  /** Those of the leases that no lane holds. */
  synchronized List<Lease> missingFrom(List<Lease> leases) {
    return leases.stream().filter(lease -> !inLanes.contains(lease)).toList();
  }

  /** Those of live lanes, to be renewed. */
  synchronized List<Lease> toRenew() {
    return List.copyOf(alive);
  }

  /** Those of batches, to be renewed. */
  synchronized List<Lease> ofBatches() {
    return inLanes.stream().filter(lease -> !alive.contains(lease)).toList();
  }

  /** Whether there is nothing to renew, and the last beat succeeded. */
  synchronized boolean isAtRest() {
    return inLanes.isEmpty() && !missed;
  }

  /** A renewal came back: what was asked for and not renewed is lost. */
  synchronized void renewed(List<Lease> asked, List<Lease> renewed) {
    missed = false;
    asked.stream().filter(lease -> !renewed.contains(lease)).forEach(alive::remove);
  }

  /** A renewal failed: whether the leases still run is not known. */
  synchronized void missed() {
    missed = true;
  }

  /** Whether something may be sent on the lease of a live lane. */
  synchronized boolean allow(Lease lease) {
    return !missed && alive.contains(lease);
  }
}

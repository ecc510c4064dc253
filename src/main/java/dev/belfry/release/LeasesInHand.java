package dev.belfry.release;

import dev.belfry.queue.Lease;
import dev.belfry.queue.Leases.Renewal;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The leases that a node's lanes hold, which its heartbeat renews. Nothing is sent on one of a live
 * lane of which the heartbeat does not know that it runs. Thread-safe.
 */
public final class LeasesInHand {
  private final Map<Lease, Standing> held = new HashMap<>();

  /** The newest lease on each account that a lane ever had, by its token. */
  private final Map<Integer, Long> newest = new HashMap<>();

  private boolean missed;

  private enum Standing {
    /** A live lane's; something may be sent on it. */
    ALIVE,
    /** A live lane's, of which a renewal that failed leaves unknown whether it runs. */
    DOUBTFUL,
    /** A live lane's that was not renewed. */
    LOST,
    /** A batch's. */
    BATCH
  }

  synchronized void add(boolean live, List<Lease> leases) {
    for (Lease lease : leases) {
      held.put(lease, live ? Standing.ALIVE : Standing.BATCH);
      newest.merge(lease.account(), lease.token(), Math::max);
    }
  }

  synchronized void drop(List<Lease> leases) {
    leases.forEach(held::remove);
  }

  /** No lane has them after all, and none had: they were added for one that could not begin. */
  synchronized void neverBegun(List<Lease> leases) {
    drop(leases);
    leases.forEach(lease -> newest.replace(lease.account(), lease.token(), lease.token() - 1));
  }

  /** Those of the leases that no lane ever had: nothing was sent on them. */
  synchronized List<Lease> neverHeld(List<Lease> leases) {
    return leases.stream().filter(lease -> !wasHeld(lease)).toList();
  }

  /** Those of the leases that a lane had and has no more: something may have been sent on them. */
  synchronized List<Lease> leftBehind(List<Lease> leases) {
    return leases.stream().filter(lease -> wasHeld(lease) && !held.containsKey(lease)).toList();
  }

  private boolean wasHeld(Lease lease) {
    return newest.getOrDefault(lease.account(), Long.MIN_VALUE) >= lease.token();
  }

  /** All that lanes hold, or held and have not done with yet. */
  synchronized List<Lease> all() {
    return List.copyOf(held.keySet());
  }

  /** Those of live lanes, to be renewed. */
  List<Lease> toRenew() {
    return those(EnumSet.of(Standing.ALIVE, Standing.DOUBTFUL));
  }

  /** Those of batches, to be renewed. */
  List<Lease> ofBatches() {
    return those(EnumSet.of(Standing.BATCH));
  }

  private synchronized List<Lease> those(Set<Standing> standings) {
    return held.keySet().stream().filter(lease -> standings.contains(held.get(lease))).toList();
  }

  /** Whether there is nothing to renew, and the last beat succeeded. */
  synchronized boolean isAtRest() {
    return held.isEmpty() && !missed;
  }

  /**
   * A renewal came back: what was asked for and not renewed is lost. What is locked stands as it
   * did before.
   */
  synchronized void renewed(List<Lease> asked, Renewal renewal) {
    missed = false;
    for (Lease lease : asked) {
      if (!renewal.locked().contains(lease)) {
        boolean runs = renewal.renewed().contains(lease);
        held.replace(lease, runs ? Standing.ALIVE : Standing.LOST);
      }
    }
  }

  /**
   * These were locked for too long: until they are renewed, whether they still run is not known.
   */
  synchronized void missed(List<Lease> locked) {
    locked.forEach(lease -> held.replace(lease, Standing.ALIVE, Standing.DOUBTFUL));
  }

  /**
   * A renewal failed: whether the leases still run is not known. Those that are taken from now on
   * do, as whoever takes them has just been told.
   */
  synchronized void missed() {
    missed = true;
    held.replaceAll((lease, standing) -> standing == Standing.ALIVE ? Standing.DOUBTFUL : standing);
  }

  /** Whether something may be sent on the lease of a live lane. */
  synchronized boolean allow(Lease lease) {
    return held.get(lease) == Standing.ALIVE;
  }
}

package dev.belfry.release;

import dev.belfry.queue.Lease;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The leases that a node's lanes hold, which its heartbeat renews. Nothing is sent on one of a live
 * lane of which the heartbeat does not know that it runs. Thread-safe.
 */
public final class LeasesInHand {
  private final Map<Lease, Standing> held = new HashMap<>();
  private boolean missed;

  private enum Standing {
    /** A live lane's; something may be sent on it. */
    ALIVE,
    /** A live lane's that was not renewed. */
    LOST,
    /** A batch's. */
    BATCH
  }

  synchronized void add(boolean live, List<Lease> leases) {
    leases.forEach(lease -> held.put(lease, live ? Standing.ALIVE : Standing.BATCH));
  }

  synchronized void drop(List<Lease> leases) {
    leases.forEach(held::remove);
  }

  /** Those of the leases that no lane holds. */
  synchronized List<Lease> missingFrom(List<Lease> leases) {
    return leases.stream().filter(lease -> !held.containsKey(lease)).toList();
  }

  /** Those of live lanes, to be renewed. */
  List<Lease> toRenew() {
    return those(Standing.ALIVE);
  }

  /** Those of batches, to be renewed. */
  List<Lease> ofBatches() {
    return those(Standing.BATCH);
  }

  private synchronized List<Lease> those(Standing standing) {
    return held.keySet().stream().filter(lease -> held.get(lease) == standing).toList();
  }

  /** Whether there is nothing to renew, and the last beat succeeded. */
  synchronized boolean isAtRest() {
    return held.isEmpty() && !missed;
  }

  /** A renewal came back: what was asked for and not renewed is lost. */
  synchronized void renewed(List<Lease> asked, List<Lease> renewed) {
    missed = false;
    asked.stream()
        .filter(lease -> !renewed.contains(lease))
        .forEach(lost -> held.replace(lost, Standing.LOST));
  }

  /** A renewal failed: whether the leases still run is not known. */
  synchronized void missed() {
    missed = true;
  }

  /** Whether something may be sent on the lease of a live lane. */
  synchronized boolean allow(Lease lease) {
    return !missed && held.get(lease) == Standing.ALIVE;
  }
}

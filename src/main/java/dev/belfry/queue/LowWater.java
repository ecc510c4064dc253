package dev.belfry.queue;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How far a batch has got with each account: what lies before is claimed or over, and is not looked
 * at again. Where somebody else's old snapshot keeps the rows of what is over from being cleared
 * away, every claim would have to step over all of them. Used by one thread.
 */
public final class LowWater {
  private static final Place START = new Place(Instant.EPOCH, 0);

  private final Map<Integer, Place> places = new HashMap<>();

  /** A place in an account's queue. */
  record Place(Instant dueAt, long delivery) {}

  /** The mark of an account. */
  Place of(int account) {
    return places.getOrDefault(account, START);
  }

  void reached(int account, Place place) {
    places.put(account, place);
  }

  /**
   * Forgets the marks: what was put back lies before them. To be done before believing that nothing
   * is due.
   *
   * @return whether there were any
   */
  public boolean reset() {
    boolean wereAny = !places.isEmpty();
    places.clear();
    return wereAny;
  }
}

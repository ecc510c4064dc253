package dev.belfry.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is planned for an account, in slots and otherwise. Not thread-safe. */
public final class Planned {
  private final NavigableMap<Instant, Integer> instants = new TreeMap<>();
  private final Set<SlotName> slots = new HashSet<>();

  /**
   * Notes one more.
   *
   * @param instant null where nothing goes out, and only the slot is taken
   * @param slot the slot that it is in; null where its time is its own
   */
  public void add(@Nullable Instant instant, @Nullable SlotName slot) {
    if (instant != null) {
      instants.merge(instant, 1, Integer::sum);
    }
    if (slot != null) {
      slots.add(slot);
    }
  }

  boolean isTaken(SlotName slot) {
    return slots.contains(slot);
  }

  /** How many there are from the first instant on, before the second. */
  int count(Instant from, Instant to) {
    return instants.subMap(from, true, to, false).values().stream().mapToInt(i -> i).sum();
  }

  /** Whether one is closer to the instant than that, or at it. */
  boolean isNear(Instant instant, Duration apart) {
    return instants.containsKey(instant)
        || (!apart.isZero()
            && !instants.subMap(instant.minus(apart), false, instant.plus(apart), false).isEmpty());
  }
}

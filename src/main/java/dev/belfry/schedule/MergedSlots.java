package dev.belfry.schedule;

import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** The slots of several schedules in the order of their moments. Not thread-safe. */
public final class MergedSlots implements Iterator<Slot> {

  /** The slots of one schedule, at the next of them. */
  private record Row(Slot head, SlotsOf rest) {}

  private final PriorityQueue<Row> rows =
      new PriorityQueue<>(
          Comparator.comparing((Row row) -> row.head.instant())
              .thenComparing(row -> row.head.name().schedule()));

  private MergedSlots() {}

  /** The slots that go out after the instant. */
  public static MergedSlots after(List<Schedule> schedules, Instant instant) {
    MergedSlots merged = new MergedSlots();
    schedules.forEach(schedule -> merged.push(SlotsOf.after(schedule, instant)));
    return merged;
  }

  private void push(SlotsOf slots) {
    if (slots.hasNext()) {
      rows.add(new Row(slots.next(), slots));
    }
  }

  @Override
  public boolean hasNext() {
    return !rows.isEmpty();
  }

  @Override
  public Slot next() {
    Row row = rows.poll();
    if (row == null) {
      throw new NoSuchElementException("every schedule has come to its end");
    }
    push(row.rest);
    return row.head;
  }
}

package dev.belfry.schedule;

import static java.time.temporal.TemporalAdjusters.previousOrSame;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Finds room for one more post among what is planned for an account. Not thread-safe. */
public final class FindSlot {
  /** Where nothing is free among so many, nothing will be: a year's slots, one each minute. */
  private static final int MOST_SLOTS = 530_000;

  /** As far ahead as a post may be planned. */
  private static final Duration FURTHEST = Duration.ofDays(365L * ParseMoment.MOST_YEARS);

  /** The slots of one schedule, at the next of them. */
  private record Row(Slot head, SlotsOf rest) {}

  private final Map<String, Schedule> schedules = new HashMap<>();
  private final Planned planned;

  /**
   * @param schedules those that may be queued into
   * @param planned for the account; what is added to it later counts, too
   */
  public FindSlot(List<Schedule> schedules, Planned planned) {
    schedules.forEach(schedule -> this.schedules.put(schedule.name(), schedule));
    this.planned = planned;
  }

  /** The first free slot after the instant; empty where there is none in sight. */
  public Optional<Slot> after(Instant instant) {
    PriorityQueue<Row> rows =
        new PriorityQueue<>(
            Comparator.comparing((Row row) -> row.head.instant())
                .thenComparing(row -> row.head.name().schedule()));
    schedules.values().forEach(schedule -> push(rows, SlotsOf.after(schedule, instant)));
    Instant furthest = instant.plus(FURTHEST);
    for (int seen = 0; seen < MOST_SLOTS && !rows.isEmpty(); seen++) {
      Row row = rows.remove();
      if (row.head.instant().isAfter(furthest)) {
        return Optional.empty();
      }
      if (refusal(row.head) == null) {
        return Optional.of(row.head);
      }
      push(rows, row.rest);
    }
    return Optional.empty();
  }

  private static void push(PriorityQueue<Row> rows, SlotsOf slots) {
    if (slots.hasNext()) {
      rows.add(new Row(slots.next(), slots));
    }
  }

  /** Why no post can be queued into the slot; null where one can. */
  public @Nullable String refusal(Slot slot) {
    Schedule schedule = schedules.get(slot.name().schedule());
    if (schedule == null) {
      throw new IllegalArgumentException("a slot of another schedule: " + slot);
    }
    if (slot.refusal() != null) {
      return slot.refusal();
    }
    if (planned.isTaken(slot.name())) {
      return "taken";
    }
    return overLimit(schedule.limits(), slot);
  }

  private @Nullable String overLimit(Limits limits, Slot slot) {
    Duration spacing = limits.spacing();
    if (planned.isNear(slot.instant(), spacing)) {
      return spacing.isZero()
          ? "something else goes out at that moment"
          : "less than " + InWords.amount(spacing) + " from something else";
    }
    LocalDate day = slot.wall().toLocalDate();
    if (isFull(slot, day, 1, limits.day())) {
      return "the day has its %d already".formatted(limits.day());
    }
    return isFull(slot, day.with(previousOrSame(DayOfWeek.MONDAY)), 7, limits.week())
        ? "the week has its %d already".formatted(limits.week())
        : null;
  }

  private boolean isFull(Slot slot, LocalDate from, int days, int cap) {
    return cap != Limits.NO_CAP
        && planned.count(
                from.atStartOfDay(slot.zone()).toInstant(),
                from.plusDays(days).atStartOfDay(slot.zone()).toInstant())
            >= cap;
  }
}

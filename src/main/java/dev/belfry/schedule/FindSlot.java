package dev.belfry.schedule;

import static java.time.temporal.TemporalAdjusters.previousOrSame;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds room for one more post among what is planned for an account. Not thread-safe. */
public final class FindSlot {
  /** Where nothing is free among so many, nothing will be: a year's slots, one each minute. */
  private static final int MOST_SLOTS = 530_000;

  /** As far ahead as a post may be planned. */
  private static final Duration FURTHEST = Duration.ofDays(365L * ParseMoment.MOST_YEARS);

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
    MergedSlots slots = MergedSlots.after(List.copyOf(schedules.values()), instant);
    Instant furthest = instant.plus(FURTHEST);
    for (int seen = 0; seen < MOST_SLOTS && slots.hasNext(); seen++) {
      Slot slot = slots.next();
      if (slot.instant().isAfter(furthest)) {
        return Optional.empty();
      }
      if (refusal(slot) == null) {
        return Optional.of(slot);
      }
    }
    return Optional.empty();
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

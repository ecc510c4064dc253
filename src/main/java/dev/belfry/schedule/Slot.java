package dev.belfry.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * One time of a schedule, at its moment.
 *
 * @param instant with jitter; in whole seconds
 * @param refusal why nothing may go out then, by the schedule alone; null where it may
 */
public record Slot(SlotName name, ZoneId zone, Instant instant, @Nullable String refusal) {

  /** What a clock in the schedule's zone shows when the slot's post goes out. */
  public LocalDateTime wall() {
    return LocalDateTime.ofInstant(instant, zone);
  }
}

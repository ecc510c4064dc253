package dev.belfry.schedule;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What a slot is known by, whatever becomes of its instant.
 *
 * @param nominal its time as the schedule says it: before jitter, and perhaps one that the clocks
 *     leave out
 */
public record SlotName(String schedule, LocalDateTime nominal) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

  /** {@code slot office-hours, Mon 09:00}. */
  public String words() {
    return "slot %s, %s".formatted(schedule, TIME.format(nominal));
  }
}

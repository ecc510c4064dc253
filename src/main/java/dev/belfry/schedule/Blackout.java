package dev.belfry.schedule;

import java.time.LocalDate;

/**
 * Dates on which nothing goes out.
 *
 * @param from the first
 * @param to the last; not before the first
 * @param reason for people: why
 */
public record Blackout(LocalDate from, LocalDate to, String reason) {

  boolean contains(LocalDate date) {
    return !date.isBefore(from) && !date.isAfter(to);
  }

  /** {@code 2026-12-24 to 2026-12-26 (Nobody is here)}. */
  String words() {
    return from + (to.equals(from) ? "" : " to " + to) + " (" + reason + ")";
  }
}

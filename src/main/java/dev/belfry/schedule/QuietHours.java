package dev.belfry.schedule;

import java.time.LocalTime;

/**
 * Hours of each day in which nothing goes out; over midnight where they end before they begin.
 *
 * @param from the first moment of them
 * @param to the first moment after them; another time than {@code from}
 */
public record QuietHours(LocalTime from, LocalTime to) {

  boolean contains(LocalTime time) {
    boolean begun = !time.isBefore(from);
    boolean notOver = time.isBefore(to);
    return from.isBefore(to) ? begun && notOver : begun || notOver;
  }

  /** {@code 21:00 to 07:30}. */
  String words() {
    return from + " to " + to;
  }
}

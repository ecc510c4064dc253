package dev.belfry.schedule;

import static java.util.stream.Collectors.joining;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Times of day on days of the week.
 *
 * @param days at least one, each once, from Monday on
 * @param times at least one, each once, from the earliest on
 */
record WeeklyTimes(List<DayOfWeek> days, List<LocalTime> times) implements SlotTimes {
  private static final int DAYS_OF_WEEK = 7;

  WeeklyTimes {
    days = days.stream().distinct().sorted().toList();
    times = times.stream().distinct().sorted().toList();
  }

  @Override
  public Optional<LocalDateTime> after(LocalDateTime time) {
    for (int ahead = 0; ahead <= DAYS_OF_WEEK; ahead++) {
      LocalDate day = time.toLocalDate().plusDays(ahead);
      if (days.contains(day.getDayOfWeek())) {
        Optional<LocalDateTime> found =
            times.stream().map(day::atTime).filter(at -> at.isAfter(time)).findFirst();
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public String words() {
    String onDays =
        days.size() == DAYS_OF_WEEK
            ? "every day"
            : days.stream().map(WeeklyTimes::word).collect(joining(", "));
    return onDays + " " + times.stream().map(LocalTime::toString).collect(joining(", "));
  }

  /** {@code mon}. */
  static String word(DayOfWeek day) {
    return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH).toLowerCase(Locale.ROOT);
  }
}

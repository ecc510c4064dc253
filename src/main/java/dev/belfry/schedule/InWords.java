package dev.belfry.schedule;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Dates, times and distances as people read them; in English, so that scripts and docs agree. */
public final class InWords {
  private static final DateTimeFormatter DATE = english("EEE d MMM uuuu");
  private static final DateTimeFormatter DAY = english("EEE d MMM");
  private static final DateTimeFormatter TIME = english("HH:mm");
  private static final DateTimeFormatter TIME_WITH_SECONDS = english("HH:mm:ss");
  private static final DateTimeFormatter AS_WRITTEN = english("uuuu-MM-dd HH:mm");

  private InWords() {}

  private static DateTimeFormatter english(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  /** {@code Tue 1 Dec 2026}. */
  static String date(LocalDateTime time) {
    return DATE.format(time);
  }

  /** {@code Tue 1 Dec}. */
  static String day(LocalDateTime time) {
    return DAY.format(time);
  }

  /** {@code 09:00}, or {@code 09:00:30}. */
  static String time(LocalDateTime time) {
    return (time.getSecond() == 0 ? TIME : TIME_WITH_SECONDS).format(time);
  }

  /** As it can be given back: {@code 2026-12-01 09:00}. */
  static String asWritten(LocalDateTime time) {
    return AS_WRITTEN.format(time);
  }

  /**
   * {@code in 6 d 23 h}, {@code 2 min ago} or {@code now}; rounded to the nearest second, so that
   * {@code --in 30m} is not echoed as 29 min 59 s, and then down to two units.
   */
  static String distance(Duration until) {
    String length = length(until.abs().plusMillis(500));
    if (length.isEmpty()) {
      return "now";
    }
    return until.isNegative() ? length + " ago" : "in " + length;
  }

  /** {@code 1 h 30 min}; down to two units. */
  public static String amount(Duration amount) {
    return length(amount);
  }

  /** The two largest units that there are; empty under a second. */
  private static String length(Duration d) {
    long[] amounts = {d.toDays(), d.toHoursPart(), d.toMinutesPart(), d.toSecondsPart()};
    String[] units = {"d", "h", "min", "s"};
    int first = 0;
    while (first < amounts.length - 1 && amounts[first] == 0) {
      first++;
    }
    return IntStream.range(first, Math.min(first + 2, amounts.length))
        .mapToObj(i -> amounts[i] == 0 ? "" : amounts[i] + " " + units[i])
        .filter(unit -> !unit.isEmpty())
        .collect(Collectors.joining(" "));
  }
}

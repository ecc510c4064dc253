package dev.belfry.compose.formats;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which of a date's numbers is the day. */
public enum DateOrder {
  DMY("day/month/year"),
  MDY("month/day/year"),
  YMD("year-month-day");

  private static final Pattern DATE_TIME =
      Pattern.compile(
          "([0-9]{1,4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,4})[ T]+([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?"
              + " ?([AaPp][Mm])?");

  private final String meaning;

  DateOrder(String meaning) {
    this.meaning = meaning;
  }

  /** The order of a word: {@code dmy}, {@code mdy} or {@code ymd}. */
  public static Optional<DateOrder> of(String word) {
    return Stream.of(values())
        .filter(each -> each.name().equals(word.toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  /** In words: {@code day/month/year}. */
  public String meaning() {
    return meaning;
  }

  /** The date and time, read in this order; empty where there is no such day or minute. */
  Optional<LocalDateTime> read(String written) {
    Matcher parts = DATE_TIME.matcher(written.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    int first = number(parts, 1);
    int second = number(parts, 2);
    int third = number(parts, 3);
    int hour = hour(number(parts, 4), parts.group(6));
    int minute = number(parts, 5);
    try {
      return Optional.of(
          switch (this) {
            case DMY -> LocalDateTime.of(year(third), second, first, hour, minute);
            case MDY -> LocalDateTime.of(year(third), first, second, hour, minute);
            case YMD -> LocalDateTime.of(year(first), second, third, hour, minute);
          });
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  /** Two figures are not taken for a year: they would be one of 2,000 years ago. */
  private static int year(int written) {
    if (written < 1000) {
      throw new DateTimeException("a year has four figures");
    }
    return written;
  }

  private static int hour(int written, String half) {
    if (half == null) {
      return written;
    } else if (written < 1 || written > 12) {
      throw new DateTimeException("a clock of twelve hours");
    }
    return written % 12 + (half.toUpperCase(Locale.ROOT).equals("PM") ? 12 : 0);
  }
}

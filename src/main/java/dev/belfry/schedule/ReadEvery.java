package dev.belfry.schedule;

import dev.belfry.post.InvalidInput;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the cron expression of a post that repeats, and tells Unix's from Quartz'. */
final class ReadEvery {
  private static final int UNIX_FIELDS = 5;
  private static final int DAY_OF_MONTH = 3;
  private static final int DAY_OF_WEEK = 5;

  /** A day's number in Unix's form; not a step, and not which one of a month. */
  private static final Pattern UNIX_DAY = Pattern.compile("(?<![/#0-9])[0-7](?![0-9])");

  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private ReadEvery() {}

  /**
   * The times that the expression names.
   *
   * @param where what a problem is said of: {@code --every}
   * @throws InvalidInput where it is none of Quartz', with the one that was perhaps meant
   */
  static SlotTimes read(String where, String written, ReadCron cron) {
    List<String> fields = List.of(written.strip().split("\\s+"));
    try {
      if (fields.size() == UNIX_FIELDS) {
        throw new InvalidInput(where, unix(written, fields, cron));
      }
      if (fields.size() > UNIX_FIELDS && namesBothDays(fields)) {
        throw new InvalidInput(where, bothDays(written, fields));
      }
      return cron.read(written);
    } catch (InvalidInput e) {
      throw new InvalidInput(where, e.problems().get(0).message());
    }
  }

  private static boolean namesBothDays(List<String> fields) {
    return !fields.get(DAY_OF_MONTH).equals("?") && !fields.get(DAY_OF_WEEK).equals("?");
  }

  private static String bothDays(String written, List<String> fields) {
    boolean isAnyDate = fields.get(DAY_OF_MONTH).equals("*");
    String[] better = fields.toArray(String[]::new);
    better[isAnyDate ? DAY_OF_MONTH : DAY_OF_WEEK] = "?";
    return "\"%s\" names days of the month (4th field) and of the week (6th); Quartz wants ? for the one that does not matter, such as %s"
        .formatted(written, String.join(" ", better));
  }

  private static String unix(String written, List<String> fields, ReadCron cron) {
    String meant = meant(fields);
    return "\"%s\" has the five fields of Unix's cron; Quartz' has six or seven: second, minute, hour, day of month, month, day of week and perhaps year, with ? for the day that does not matter, %s"
        .formatted(
            written,
            meant == null || !isGood(meant, cron) ? "such as 0 30 9 ? * MON-FRI" : "so " + meant);
  }

  /** The same in Quartz' form; null where it has none, for Unix adds days of both kinds up. */
  private static @Nullable String meant(List<String> fields) {
    String date = fields.get(2);
    String day = fields.get(4);
    if (!date.equals("*") && !day.equals("*")) {
      return null;
    }
    String named =
        UNIX_DAY.matcher(day).replaceAll(match -> Matcher.quoteReplacement(name(match.group())));
    List<String> quartz =
        List.of(
            "0",
            fields.get(0),
            fields.get(1),
            day.equals("*") ? date : "?",
            fields.get(3),
            day.equals("*") ? "?" : named);
    return quartz.stream().collect(Collectors.joining(" "));
  }

  private static String name(String digit) {
    return DAYS.get(Integer.parseInt(digit) % DAYS.size());
  }

  private static boolean isGood(String expression, ReadCron cron) {
    try {
      return !cron.read(expression).words().isEmpty();
    } catch (InvalidInput e) {
      return false;
    }
  }
}

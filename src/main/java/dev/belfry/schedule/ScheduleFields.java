package dev.belfry.schedule;

import static java.util.stream.Collectors.toMap;

import dev.belfry.compose.ProblemList;
import dev.belfry.compose.Written;
import dev.belfry.post.AccountName;
import dev.belfry.post.ClosestName;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The values that may stand in a schedule file, each from its text; mistakes are gathered. */
final class ScheduleFields {
  static final Map<String, DayOfWeek> DAYS =
      Arrays.stream(DayOfWeek.values())
          .collect(toMap(WeeklyTimes::word, Function.identity(), (a, b) -> a, LinkedHashMap::new));

  static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?");
  private static final Pattern TIME = Pattern.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Duration LONGEST_SPACING = Duration.ofDays(31);

  private final ProblemList problems;

  ScheduleFields(ProblemList problems) {
    this.problems = problems;
  }

  Optional<String> name(Written written) {
    return NAME.matcher(written.text()).matches()
        ? Optional.of(written.text())
        : problem(
            written,
            "\"%s\" is not a name; write up to 60 of a-z, 0-9 and -, such as office-hours");
  }

  Optional<AccountName> account(Written written) {
    return gather(written, () -> AccountName.parse(written.text()));
  }

  Optional<DayOfWeek> day(Written written) {
    DayOfWeek day = DAYS.get(written.text());
    if (day == null) {
      String hint = ClosestName.hint(written.text(), DAYS.keySet());
      String names = "; write " + String.join(", ", DAYS.keySet());
      return problem(written, "\"%s\" is not a day" + (hint.isEmpty() ? names : hint));
    }
    return Optional.of(day);
  }

  Optional<LocalTime> time(Written written) {
    return TIME.matcher(written.text()).matches()
        ? Optional.of(LocalTime.parse(written.text()))
        : problem(written, "\"%s\" is not a time of day; write it as 09:00, from 00:00 to 23:59");
  }

  Optional<LocalDate> date(Written written) {
    try {
      if (DATE.matcher(written.text()).matches()) {
        return Optional.of(LocalDate.parse(written.text()));
      }
    } catch (DateTimeException e) {
      // Told below.
    }
    return problem(written, "\"%s\" is not a date in the calendar; write it as 2026-12-24");
  }

  Optional<Duration> spacing(Written written) {
    return gather(written, () -> ParseAmount.parseOrZero("", written.text()))
        .flatMap(
            amount ->
                amount.compareTo(LONGEST_SPACING) > 0
                    ? problem(written, "\"%s\" is more than 31 days")
                    : Optional.of(amount));
  }

  /** A word that stands for a constant. */
  <T> Optional<T> word(Written written, Map<String, T> words) {
    T found = words.get(written.text());
    if (found == null) {
      String hint = ClosestName.hint(written.text(), words.keySet());
      List<String> all = List.copyOf(words.keySet());
      return problem(
          written,
          "\"%s\" may not stand here"
              + (hint.isEmpty() ? "; write " + String.join(", ", all) : hint));
    }
    return Optional.of(found);
  }

  /** What the step gives; what it throws is told of where the text stands. */
  <T> Optional<T> gather(Written written, Supplier<T> step) {
    try {
      return Optional.of(step.get());
    } catch (InvalidInput e) {
      e.problems()
          .forEach(problem -> problems.add(new Problem(written.place(), problem.message())));
      return Optional.empty();
    }
  }

  private <T> Optional<T> problem(Written written, String message) {
    problems.add(new Problem(written.place(), message.formatted(written.text())));
    return Optional.empty();
  }
}

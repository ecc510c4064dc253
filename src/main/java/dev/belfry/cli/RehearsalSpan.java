package dev.belfry.cli;

import dev.belfry.post.InvalidInput;
import dev.belfry.schedule.ParseMoment;
import dev.belfry.schedule.ParseZone;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * {@code --days N | --until TIME}: what a rehearsal plays.
 *
 * @param zone in which its days are counted
 */
record RehearsalSpan(Instant since, Instant until, ZoneId zone) {
  private static final int DAYS = 30;

  /** What is queued further ahead than this is queued again by then. */
  private static final int MOST_DAYS = 366;

  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  static void addTo(CommandSpec spec) {
    spec.addOption(
            Takes.one(
                "--days",
                "N",
                "So many days from now, up to " + MOST_DAYS + "; default: " + DAYS + "."))
        .addOption(
            Takes.one("--until", "TIME", "Until then: a date, which is included, or a time."))
        .addOption(Takes.one("--zone", "ZONE", "With --until: its zone; default: the machine's."));
  }

  /** What was said. */
  static RehearsalSpan said(ParseResult given, Instant now, ZoneId machine) {
    @Nullable String named = given.matchedOptionValue("--zone", null);
    ZoneId zone = named == null ? machine : ParseZone.parse("--zone", named);
    @Nullable String until = given.matchedOptionValue("--until", null);
    @Nullable String days = given.matchedOptionValue("--days", null);
    if (until != null && days != null) {
      throw new ParameterException(
          given.commandSpec().commandLine(), "--days and --until don't go together; give one");
    }
    Instant end = until == null ? after(days(given, days), now, zone) : parse(until, now, zone);
    if (!end.isAfter(now)) {
      throw new InvalidInput("--until", "\"%s\" is past; name a time to come".formatted(until));
    }
    if (end.isAfter(after(MOST_DAYS, now, zone))) {
      throw new InvalidInput(
          "--until",
          "\"%s\" is more than %d days ahead; a rehearsal goes no further"
              .formatted(until, MOST_DAYS));
    }
    return new RehearsalSpan(now, end, zone);
  }

  private static int days(ParseResult given, @Nullable String written) {
    if (written == null) {
      return DAYS;
    }
    if (written.matches("[0-9]{1,3}")) {
      int days = Integer.parseInt(written);
      if (days >= 1 && days <= MOST_DAYS) {
        return days;
      }
    }
    throw new ParameterException(
        given.commandSpec().commandLine(),
        "--days takes a whole number from 1 to %d, not \"%s\"".formatted(MOST_DAYS, written));
  }

  /** To the same hour on the clock, also where the clocks change. */
  private static Instant after(int days, Instant now, ZoneId zone) {
    return now.atZone(zone).plusDays(days).toInstant();
  }

  private static Instant parse(String until, Instant now, ZoneId zone) {
    if (!DATE.matcher(until.strip()).matches()) {
      return ParseMoment.alsoPast(InstantSource.fixed(now))
          .at("--until", until, zone, /* later= */ true)
          .instant();
    }
    try {
      return LocalDate.parse(until.strip())
          .plusDays(1)
          .atStartOfDay(zone)
          .toInstant()
          .minusMillis(1);
    } catch (DateTimeException e) {
      throw new InvalidInput(
          "--until", "\"%s\" is not in the calendar; write it as 2026-12-24".formatted(until));
    }
  }
}

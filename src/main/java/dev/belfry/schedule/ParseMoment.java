package dev.belfry.schedule;

import dev.belfry.post.InvalidInput;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns one thing that a person says about time into a {@link Moment}. Thread-safe where its clock
 * is.
 */
public final class ParseMoment {
  /** How far ahead a post may be planned. What is further is a slip in the year. */
  static final int MOST_YEARS = 10;

  private static final Pattern DATE_TIME =
      Pattern.compile(
          "([0-9]{4,9}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?)"
              + " ?([Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?");
  private static final String FORMS =
      "write 2026-12-01 09:00 (in a zone), 2026-12-01T09:00+01:00 or 2026-12-01T08:00Z";

  private final InstantSource clock;
  private final boolean takesPast;

  public ParseMoment(InstantSource clock) {
    this(clock, false);
  }

  private ParseMoment(InstantSource clock, boolean takesPast) {
    this.clock = clock;
    this.takesPast = takesPast;
  }

  /** One that takes times that are past, too: for what was planned once. */
  public static ParseMoment alsoPast(InstantSource clock) {
    return new ParseMoment(clock, true);
  }

  /**
   * A date and a time: {@code 2026-12-01 09:00}, with a {@code T} for the blank, with seconds, with
   * an offset or a {@code Z}. Without an offset it is what a clock in the zone shows.
   *
   * @param where what a problem is said of: {@code --at}
   * @param later whether the later one is taken of a time that comes twice
   * @throws InvalidInput where it is none of these, does not exist (in the calendar or in the
   *     zone), is past, or is more than {@value #MOST_YEARS} years ahead
   */
  public Moment at(String where, String written, ZoneId zone, boolean later) {
    Matcher parts = DATE_TIME.matcher(written.strip());
    if (!parts.matches()) {
      throw new InvalidInput(
          where, "\"%s\" is not a date and a time; %s".formatted(written, FORMS));
    }
    String offset = parts.group(3);
    LocalDateTime wall;
    Moment moment;
    try {
      wall =
          LocalDateTime.of(LocalDate.parse(parts.group(1)), LocalTime.parse(parts.group(2)))
              .truncatedTo(ChronoUnit.MILLIS);
      moment =
          offset == null
              ? ResolveWallTime.in(zone, wall, later, where)
              : Moment.of(
                  wall.toInstant(ZoneOffset.of(offset.toUpperCase(Locale.ROOT))), zone, null);
    } catch (DateTimeException e) {
      throw new InvalidInput(
          where, "\"%s\" is not in the calendar or on the clock; %s".formatted(written, FORMS));
    }
    return planned(where, written, moment);
  }

  /**
   * An amount of time from now: {@code 30m}, {@code 2h30m}, {@code 90s}, {@code 3d}, {@code 1w}, or
   * {@code PT30M} as ISO 8601 has it. A day is 24 hours, also where the clocks change.
   *
   * @param where what a problem is said of: {@code --in}
   * @throws InvalidInput where it is not one, is not above zero, or is more than {@value
   *     #MOST_YEARS} years
   */
  public Moment in(String where, String written, ZoneId zone) {
    Duration amount = ParseAmount.parse(where, written);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    if (amount.compareTo(Duration.ofDays(366L * MOST_YEARS)) > 0) {
      throw tooFar(where, written);
    }
    return planned(where, written, Moment.of(now.plus(amount), zone, null));
  }

  /** Now. */
  public Moment now(ZoneId zone) {
    return Moment.of(clock.instant().truncatedTo(ChronoUnit.MILLIS), zone, null);
  }

  private Moment planned(String where, String written, Moment moment) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    if (moment.instant().isBefore(now) && !takesPast) {
      throw new InvalidInput(
          where,
          "%s is past; name a time to come, or --now to post at once".formatted(moment.echo(now)));
    }
    if (moment.instant().isAfter(now.atOffset(ZoneOffset.UTC).plusYears(MOST_YEARS).toInstant())) {
      throw tooFar(where, written);
    }
    return moment;
  }

  private static InvalidInput tooFar(String where, String written) {
    return new InvalidInput(
        where,
        "\"%s\" is more than %d years ahead; is that a slip?".formatted(written, MOST_YEARS));
  }
}

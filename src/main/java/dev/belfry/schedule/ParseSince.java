package dev.belfry.schedule;

import dev.belfry.post.InvalidInput;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads an instant from which on something is wanted: one that is past, as a rule. */
public final class ParseSince {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant BEYOND = Instant.parse("+10000-01-01T00:00:00Z");

  private ParseSince() {}

  /**
   * The instant: a time with an offset or a {@code Z}, a date and a time, a date (its first
   * moment), or an amount of time that is counted back from now, such as {@code 2d}.
   *
   * @param where what a problem is said of: {@code --since}
   * @param zone in which a date and time are read that come without an offset
   * @throws InvalidInput where it is none of these
   */
  public static Instant parse(String where, String written, Instant now, ZoneId zone) {
    String time = written.strip().replaceFirst("(?<=\\d) (?=\\d)", "T");
    List<Function<String, Instant>> forms =
        List.of(
            t -> OffsetDateTime.parse(t).toInstant(),
            t -> LocalDateTime.parse(t).atZone(zone).toInstant(),
            t -> LocalDate.parse(t).atStartOfDay(zone).toInstant(),
            t -> now.minus(ParseAmount.parse(where, written)));
    return forms.stream()
        .flatMap(form -> attempt(form, time).stream())
        .filter(ParseSince::isInTheCalendar)
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    where,
                    "\"%s\" is not a time; write 2026-12-01, 2026-12-01T09:00Z, or how long ago: 2d"
                        .formatted(written)));
  }

  /** Postgres's goes back no farther than some thousand years, and nothing here does. */
  private static boolean isInTheCalendar(Instant instant) {
    return !instant.isBefore(FIRST) && instant.isBefore(BEYOND);
  }

  private static Optional<Instant> attempt(Function<String, Instant> form, String time) {
    try {
      return Optional.of(form.apply(time));
    } catch (DateTimeException | ArithmeticException | InvalidInput e) {
      return Optional.empty();
    }
  }
}

package dev.belfry.schedule;

import dev.belfry.post.InvalidInput;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person said about how a post repeats, unchecked.
 *
 * @param every a cron expression of Quartz
 * @param zone the name of a zone, or null
 * @param times a number, or null
 * @param until a date, or a date and a time; or null
 */
public record HowToRepeat(
    String every, @Nullable String zone, @Nullable String times, @Nullable String until) {
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,5}");

  /**
   * The rule that is meant.
   *
   * @param zones those of the accounts that it is for; one of them is understood where none was
   *     said and all are the same
   * @throws InvalidInput where something of it is not good, or it never fires
   */
  public Repeat resolve(Instant now, List<ZoneId> zones, ReadCron cron) {
    if (times != null && until != null) {
      throw new InvalidInput("--until", "there is an end by --times already; keep one of them");
    }
    SlotTimes named = ReadEvery.read("--every", every, cron);
    ZoneId meant = zone(zones);
    Repeat repeat = new Repeat(every.strip(), named, meant, now, count(), last(now, meant));
    if (!OccurrencesOf.first(repeat).hasNext()) {
      throw new InvalidInput("--every", neverFires());
    }
    return repeat;
  }

  private ZoneId zone(List<ZoneId> zones) {
    if (zone != null) {
      return ParseZone.parse("--zone", zone);
    }
    List<ZoneId> different = zones.stream().distinct().toList();
    if (different.size() > 1) {
      throw new InvalidInput(
          "--zone",
          "the accounts have different zones (%s); say which one is meant"
              .formatted(different.stream().map(ZoneId::getId).collect(Collectors.joining(", "))));
    }
    return different.get(0);
  }

  private @Nullable Integer count() {
    if (times == null) {
      return null;
    }
    if (!COUNT.matcher(times).matches()) {
      throw new InvalidInput(
          "--times", "\"%s\" is not a number of times; write 1 or more".formatted(times));
    }
    return Integer.valueOf(times);
  }

  /** A date is meant with all of its day. */
  private @Nullable Instant last(Instant now, ZoneId meant) {
    if (until == null) {
      return null;
    }
    Instant last =
        DATE.matcher(until).matches()
            ? endOf(until, meant)
            : ParseMoment.alsoPast(InstantSource.fixed(now))
                .at("--until", until, meant, /* later= */ true)
                .instant();
    if (!last.isAfter(now)) {
      throw new InvalidInput("--until", "\"%s\" is past; name a time to come".formatted(until));
    }
    return last;
  }

  private static Instant endOf(String date, ZoneId zone) {
    try {
      return LocalDate.parse(date).plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
    } catch (DateTimeException e) {
      throw new InvalidInput(
          "--until", "\"%s\" is not in the calendar; write it as 2026-12-24".formatted(date));
    }
  }

  private String neverFires() {
    return until == null
        ? "\"%s\" names no time to come; there is no such date".formatted(every)
        : "\"%s\" names no time from now until %s".formatted(every, until);
  }
}

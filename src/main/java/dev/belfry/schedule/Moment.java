package dev.belfry.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A moment that a person named: the instant, and the wall time and zone that they had in mind,
 * which are kept beside it because the rules of a zone can change.
 *
 * @param instant in whole milliseconds
 * @param wall what a clock shows in the zone at the instant
 * @param note what they should know about how it was understood, in a sentence; null where nothing
 *     was in doubt
 * @param exact whether they named the instant itself: by an offset, or an amount of time from now
 * @param slot the slot that it is; null where the time is the post's own
 */
public record Moment(
    Instant instant,
    LocalDateTime wall,
    ZoneId zone,
    @Nullable String note,
    boolean exact,
    @Nullable TakenSlot slot) {

  /** The moment at which a clock shows the wall time. */
  public Moment(Instant instant, LocalDateTime wall, ZoneId zone, @Nullable String note) {
    this(instant, wall, zone, note, /* exact= */ false, null);
  }

  /**
   * The moment of a slot that is taken for a post.
   *
   * @param any whether any other slot of the account would have done as well
   */
  public static Moment in(Slot slot, boolean any) {
    return new Moment(
        slot.instant(),
        slot.wall(),
        slot.zone(),
        null,
        /* exact= */ false,
        new TakenSlot(slot.name(), any));
  }

  /** An instant that a rule gave, as it is seen in the zone. */
  public static Moment at(Instant instant, ZoneId zone) {
    return new Moment(instant, LocalDateTime.ofInstant(instant, zone), zone, null);
  }

  /** An instant that was named itself, as it is seen in the zone. */
  static Moment of(Instant instant, ZoneId zone, @Nullable String note) {
    return new Moment(
        instant, LocalDateTime.ofInstant(instant, zone), zone, note, /* exact= */ true, null);
  }

  /**
   * The moment in words, in English whatever the machine's language: {@code Tue 1 Dec 2026 09:00
   * America/New_York (14:00 UTC, in 6 d 23 h)}. The day is named beside UTC too where it is another
   * one, and seconds where there are any.
   *
   * @param now what "in" is counted from
   */
  public String echo(Instant now) {
    LocalDateTime utc = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    String there =
        utc.toLocalDate().equals(wall.toLocalDate())
            ? InWords.time(utc)
            : InWords.day(utc) + " " + InWords.time(utc);
    Duration until = Duration.between(now, instant);
    String echo = "%s (%s UTC, %s)".formatted(words(), there, InWords.distance(until));
    return slot == null ? echo : echo + ", " + slot.name().words();
  }

  /** {@code Tue 1 Dec 2026 09:00 America/New_York}. */
  public String words() {
    return "%s %s %s".formatted(InWords.date(wall), InWords.time(wall), zone.getId());
  }
}

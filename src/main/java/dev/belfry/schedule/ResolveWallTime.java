package dev.belfry.schedule;

import dev.belfry.post.InvalidInput;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a clock in a zone shows, to the instant: where a clock shows it once, twice or never.
 *
 * <p>Where the clocks go back the earlier of the two is taken, unless the later is asked for; where
 * they go forward the time that is left out is refused.
 */
final class ResolveWallTime {
  private ResolveWallTime() {}

  /**
   * The moment at which a clock in the zone shows the time.
   *
   * @param where what a problem is said of
   * @param later whether the later one is taken of a time that comes twice
   * @throws InvalidInput where no clock there ever shows it, with the times before and after
   */
  static Moment in(ZoneId zone, LocalDateTime wall, boolean later, String where) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(wall);
    return switch (offsets.size()) {
      case 0 -> throw new InvalidInput(where, leftOut(wall, zone));
      case 1 -> moment(wall, offsets.get(0), zone, null);
      default -> {
        ZoneOffset taken = offsets.get(later ? 1 : 0);
        yield moment(wall, taken, zone, twice(wall, taken, zone, later));
      }
    };
  }

  private static Moment moment(
      LocalDateTime wall, ZoneOffset offset, ZoneId zone, @Nullable String note) {
    return new Moment(wall.toInstant(offset), wall, zone, note);
  }

  private static String leftOut(LocalDateTime wall, ZoneId zone) {
    ZoneOffsetTransition gap = zone.getRules().getTransition(wall);
    return "%s does not exist in %s, where the clocks go from %s to %s; write %s or %s"
        .formatted(
            InWords.asWritten(wall),
            zone.getId(),
            InWords.asWritten(gap.getDateTimeBefore()),
            InWords.asWritten(gap.getDateTimeAfter()),
            InWords.asWritten(gap.getDateTimeBefore().minusMinutes(1)),
            InWords.asWritten(gap.getDateTimeAfter()));
  }

  private static String twice(LocalDateTime wall, ZoneOffset taken, ZoneId zone, boolean later) {
    String which =
        later
            ? "this is the second (UTC%s)"
            : "this is the first (UTC%s); --later takes the second";
    return "%s comes twice in %s, for the clocks go back; %s"
        .formatted(InWords.asWritten(wall), zone.getId(), which.formatted(taken));
  }
}

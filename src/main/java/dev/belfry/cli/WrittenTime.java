package dev.belfry.cli;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** A planned time as somebody could have written it. */
final class WrittenTime {
  private WrittenTime() {}

  /**
   * The wall time without its offset, which would go wrong when the date is moved over the change
   * to summer time; but with it in the hour that comes twice.
   *
   * @param meant the instant, for where a clock in the zone shows the time twice
   */
  static String of(LocalDateTime wall, ZoneId zone, Instant meant) {
    String written = wall.toLocalDate() + " " + wall.toLocalTime();
    return zone.getRules().getValidOffsets(wall).size() == 1
        ? written
        : written + zone.getRules().getOffset(meant).getId();
  }
}

package dev.belfry.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as people read them in a table. */
final class Times {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss XXX", Locale.ROOT);

  private Times() {}

  /** The wall time in the zone, with its offset: {@code 2026-12-01 09:00:00 -05:00}. */
  static String local(Instant at, ZoneId zone) {
    return LOCAL.format(at.atZone(zone));
  }
}

package dev.belfry.bench;

import java.time.OffsetDateTime;

/**
 * Below it everything was claimed: entries of the index that only an old snapshot still sees are
 * not walked through again.
 */
final class LowWater {
  private static final OffsetDateTime LOWEST = OffsetDateTime.parse("2000-01-01T00:00:00Z");

  private OffsetDateTime mark = LOWEST;

  OffsetDateTime mark() {
    return mark;
  }

  void raise(OffsetDateTime seen) {
    if (seen.isAfter(mark)) {
      mark = seen;
    }
  }

  boolean isReset() {
    return mark.equals(LOWEST);
  }

  void reset() {
    mark = LOWEST;
  }
}

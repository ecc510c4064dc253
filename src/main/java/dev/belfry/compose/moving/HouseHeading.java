package dev.belfry.compose.moving;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The first line of an export: what the others are to be read by.
 *
 * @param form of the lines; a Belfry refuses those that are newer than its own
 * @param belfry the database that it was written from
 * @param zoneRules by which version of the time-zone data what waits was resolved; null: nobody
 *     noted it
 */
public record HouseHeading(int form, UUID belfry, Instant at, @Nullable String zoneRules)
    implements HouseLine {
  /** What this Belfry writes, and the newest that it reads. */
  public static final int FORM = 1;

  public HouseHeading {
    Absent.refuse("belfry", belfry);
    if (form < 1) {
      throw new IllegalArgumentException("\"form\" is 1 or more");
    }
  }

  @Override
  public void giveTo(TakeEach taker) {
    taker.take(this);
  }
}

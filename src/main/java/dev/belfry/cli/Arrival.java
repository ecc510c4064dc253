package dev.belfry.cli;

import dev.belfry.compose.moving.HouseHeading;
import dev.belfry.post.InvalidInput;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The other Belfry whose export is being imported, once its first line was read. */
final class Arrival {
  private @Nullable HouseHeading heading;
  private boolean keepsNumbers;
  private boolean told;

  /**
   * Its first line was read.
   *
   * @param empty whether this Belfry is: then posts keep the numbers that they had there
   */
  void begin(HouseHeading first, boolean empty) {
    heading = first;
    keepsNumbers = empty;
  }

  /** Whether what is imported is an export of everything. */
  boolean hasBegun() {
    return heading != null;
  }

  /** Whether posts keep their numbers, and so do their deliveries. */
  boolean keepsNumbers() {
    return keepsNumbers;
  }

  /**
   * The database that the export was written from.
   *
   * @param where who wants to know stands
   * @throws InvalidInput where the export's first line has not come; it says so once
   */
  UUID belfry(String where) {
    if (heading == null && told) {
      throw new InvalidInput(List.of());
    } else if (heading == null) {
      told = true;
      throw new InvalidInput(
          where,
          "this is of an export, whose first line ({\"kind\":\"belfry\", …}) does not stand before it");
    }
    return heading.belfry();
  }
}

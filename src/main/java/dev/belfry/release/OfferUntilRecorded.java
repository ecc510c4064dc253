package dev.belfry.release;

import dev.belfry.sql.Database;
import dev.belfry.sql.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers what came of attempts to the database until it has it. A database that is gone for a while
 * is no reason to forget that a post is live. Used by one thread.
 */
final class OfferUntilRecorded {
  private static final Logger log = LoggerFactory.getLogger(OfferUntilRecorded.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** A node that is asked to stop goes on offering for so long, however much it has to offer. */
  private static final Duration PATIENCE_WHEN_STOPPING = Duration.ofSeconds(10);

  /** As many as go into that, for a clock that is set back meanwhile. */
  private static final int TRIES_WHEN_STOPPING = 40;

  /** What it refuses for reasons of its own may go through all the same when it is asked again. */
  private static final int TRIES_WHEN_REFUSED = 8;

  private final Database database;
  private final InstantSource clock;
  private @Nullable Instant givesUpAt;
  private int triesWhenStopping;

  OfferUntilRecorded(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Work that may be asked for again. */
  @FunctionalInterface
  interface Repeatable<T> {
    /**
     * Does it.
     *
     * @param again whether it was asked for before, and may have been done then
     */
    T with(Connection connection, boolean again) throws SQLException;
  }

  /**
   * Runs the work in a transaction, again and again while the database can't be reached, is full or
   * read-only, or somebody is in the way.
   *
   * @throws DatabaseException where the database goes on refusing it, or has not come back for ten
   *     seconds since the node was first seen to be stopping; whatever is offered after those is
   *     offered once
   */
  <T> T offer(Repeatable<T> work, BooleanSupplier stopping) {
    int refused = 0;
    boolean again = false;
    while (true) {
      boolean isRepeat = again;
      try {
        return database.inTransaction(connection -> work.with(connection, isRepeat));
      } catch (DatabaseException e) {
        if ((!e.mayPass() && ++refused == TRIES_WHEN_REFUSED)
            || (stopping.getAsBoolean() && isOutOfPatience())) {
          throw e;
        }
        again = true;
        log.warn("An outcome could not be recorded, it is offered again: {}", e.getMessage());
        pause(e);
      }
    }
  }

  /** Whether what can't be recorded is offered no longer, since the node is stopping. */
  boolean hasGivenUp() {
    Instant end = givesUpAt;
    return triesWhenStopping > TRIES_WHEN_STOPPING
        || (end != null && !clock.instant().isBefore(end));
  }

  private boolean isOutOfPatience() {
    if (givesUpAt == null) {
      givesUpAt = clock.instant().plus(PATIENCE_WHEN_STOPPING);
    }
    triesWhenStopping++;
    return hasGivenUp();
  }

  private static void pause(DatabaseException why) {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw why;
    }
  }
}

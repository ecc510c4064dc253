package dev.belfry.release;

import dev.belfry.sql.Database;
import dev.belfry.sql.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers what came of attempts to the database until it has it. A database that is gone for a while
 * is no reason to forget that a post is live.
 */
final class OfferUntilRecorded {
  private static final Logger log = LoggerFactory.getLogger(OfferUntilRecorded.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** A node that is asked to stop goes on offering for ten seconds. */
  private static final int TRIES_WHEN_STOPPING = 40;

  /** What it refuses for reasons of its own may go through all the same when it is asked again. */
  private static final int TRIES_WHEN_REFUSED = 8;

  private final Database database;

  OfferUntilRecorded(Database database) {
    this.database = database;
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
   * @throws DatabaseException where the database goes on refusing it, or does not come back while
   *     the node is stopping
   */
  <T> T offer(Repeatable<T> work, BooleanSupplier stopping) {
    int refused = 0;
    int triesWhenStopping = 0;
    boolean again = false;
    while (true) {
      boolean isRepeat = again;
      try {
        return database.inTransaction(connection -> work.with(connection, isRepeat));
      } catch (DatabaseException e) {
        if ((!e.mayPass() && ++refused == TRIES_WHEN_REFUSED)
            || (stopping.getAsBoolean() && ++triesWhenStopping > TRIES_WHEN_STOPPING)) {
          throw e;
        }
        again = true;
        log.warn("An outcome could not be recorded, it is offered again: {}", e.getMessage());
        pause(e);
      }
    }
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

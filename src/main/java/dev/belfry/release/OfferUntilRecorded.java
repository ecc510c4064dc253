package dev.belfry.release;

import dev.belfry.sql.Database;
import dev.belfry.sql.DatabaseUnreachable;
import dev.belfry.sql.SqlWork;
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

  private final Database database;

  OfferUntilRecorded(Database database) {
    this.database = database;
  }

  /**
   * Runs the work in a transaction, again and again while the database can't be reached. The work
   * must be repeatable: whether a lost commit happened is not known.
   *
   * @throws DatabaseUnreachable where the node is stopping and the database does not come back
   */
  <T> T offer(SqlWork<T> work, BooleanSupplier stopping) {
    int triesWhenStopping = 0;
    while (true) {
      try {
        return database.inTransaction(work);
      } catch (DatabaseUnreachable e) {
        if (stopping.getAsBoolean() && ++triesWhenStopping > TRIES_WHEN_STOPPING) {
          throw e;
        }
        log.warn("An outcome could not be recorded, it is offered again: {}", e.getMessage());
        pause(e);
      }
    }
  }

  private static void pause(DatabaseUnreachable why) {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw why;
    }
  }
}

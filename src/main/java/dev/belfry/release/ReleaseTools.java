package dev.belfry.release;

import dev.belfry.publish.Publishers;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.sql.Database;
import java.time.InstantSource;

/**
 * What a release works with. Thread-safe, as each of them is.
 *
 * @param clock the node's clock, corrected to the database's
 * @param marks what the node remembers by itself of what it sent
 */
public record ReleaseTools(
    Database database,
    Publishers publishers,
    SettleOutcome settle,
    InstantSource clock,
    ReleaseWatcher watcher,
    SentMarks marks) {

  /** Without a memory of its own. */
  public ReleaseTools(
      Database database,
      Publishers publishers,
      SettleOutcome settle,
      InstantSource clock,
      ReleaseWatcher watcher) {
    this(database, publishers, settle, clock, watcher, SentMarks.NONE);
  }

  /** The same, with nobody who sees what it does. */
  ReleaseTools silent() {
    return new ReleaseTools(
        database, publishers, settle, clock, (attempt, settlement) -> {}, marks);
  }
}

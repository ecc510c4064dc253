package dev.belfry.cli;

import dev.belfry.account.Vault;
import dev.belfry.publish.Publishers;
import dev.belfry.queue.DatabaseClock;
import dev.belfry.release.SentMarks;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import java.time.Duration;
import java.time.InstantSource;

/** What a node works with, apart from what commands share: closing it lets everything go. */
public interface NodeEquipment extends AutoCloseable {

  /** A pool; thread-safe. */
  Database database();

  /** The pool's connections: closing one gives it back. */
  Connections pooled();

  /**
   * A connection for the sign of life alone: it waits for no lane, and gives a database that does
   * not answer up within seconds. Thread-safe.
   */
  Database beating();

  /** Where the listener's own connection comes from. */
  Connections listening();

  /** The machine's clock, corrected to the database's. */
  DatabaseClock databaseClock();

  InstantSource machineClock();

  /** Who renders and sends, on the pool; thread-safe. */
  Publishers publishers();

  /** What networks let the accounts in with, on the pool; thread-safe. */
  Vault vault();

  /** How long an account is held without a sign of life. */
  Duration lease();

  /** What it remembers by itself of what it sent. */
  SentMarks marks();

  @Override
  void close();
}

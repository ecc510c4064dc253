package dev.belfry.queue;

import static dev.belfry.sql.Rows.first;
import static java.util.Objects.requireNonNull;

import dev.belfry.sql.Database;
import dev.belfry.sql.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The machine's clock, corrected to the database's: nodes whose clocks differ agree on what is due.
 * Thread-safe.
 */
public final class DatabaseClock implements InstantSource {
  /** How far ahead a round trip may put this clock at the most, which is half of what it took. */
  private static final Duration MOST = Duration.ofMillis(100);

  private final Database database;
  private final InstantSource machine;

  /** How far the database's clock is ahead. */
  private volatile Duration offset;

  /** Asks the database for its time at once. */
  public DatabaseClock(Database database, InstantSource machine) {
    this.database = database;
    this.machine = machine;
    this.offset = database.lend(this::measure);
  }

  /** Asks again: clocks drift, and a machine that slept may have set its own anew. */
  public void sync() {
    offset = database.lend(this::measure);
  }

  /**
   * Corrects the clock by what the database told of its time in passing, where that can't be: then
   * the machine's was set meanwhile. Where it can be, the clock was measured better.
   *
   * @param before what this clock said before the database was asked
   */
  public void correct(Instant before, Instant there) {
    Instant after = instant();
    if (there.isBefore(before) || there.isAfter(after)) {
      offset = offset.plus(correction(before, there, after));
    }
  }

  @Override
  public Instant instant() {
    return machine.instant().plus(offset);
  }

  private Duration measure(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT clock_timestamp() AS now")) {
      Instant before = machine.instant();
      Instant there =
          first(statement, row -> requireNonNull(Rows.instant(row, "now"))).orElseThrow();
      return correction(before, there, machine.instant());
    }
  }

  /**
   * What the database says is taken as its time in the middle of the round trip; of a long one, at
   * its end. A machine that slept, or a network that stalled, while the question was on its way
   * would else put this clock ahead, and posts would go out before their time. So it is behind
   * rather, until it is set again.
   */
  private static Duration correction(Instant before, Instant there, Instant after) {
    Duration half = Duration.between(before, after).dividedBy(2);
    boolean isShort = !half.isNegative() && half.compareTo(MOST) <= 0;
    return Duration.between(after, there).plus(isShort ? half : Duration.ZERO);
  }
}

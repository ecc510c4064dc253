package dev.belfry.audit;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;
import static java.util.Objects.requireNonNull;

import dev.belfry.audit.HistoryCursor.Row;
import dev.belfry.sql.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Seals what has happened since the newest seal.
 *
 * <p>What is to be sealed is read from the tables each time, under a lock: to seal twice, or in two
 * places at once, seals nothing twice.
 */
public final class SealHistory {
  /** Rows that one seal covers at most; a verification holds as many hashes in memory. */
  static final int MOST = 10_000;

  private SealHistory() {}

  /**
   * Seals every row whose number is smaller than any that is still on its way, in as many seals as
   * that takes, each in a transaction of its own. Where somebody has been writing for long or
   * another is sealing, what is left is for the next time.
   *
   * @return how many rows were sealed by this call
   * @throws HistoryUnreadable where a row is none of Belfry's, or the newest seal is not, or their
   *     table is not as Belfry made it
   */
  public static long seal(Database database) {
    return HistoryTables.ask(database, () -> sealSettled(database));
  }

  /**
   * Does nothing where sealing can go on, as far as the newest seal and the first row after it
   * tell.
   *
   * @throws HistoryUnreadable where it can't
   */
  public static void check(Database database) {
    HistoryTables.transact(
        database,
        connection -> {
          Seal newest = Seals.newestReadable(connection);
          Optional<Long> next = firstFrom(connection, newest.below());
          if (next.isPresent()) {
            List<Leaf> unused = leaves(connection, HistoryFilter.range(next.get(), next.get() + 1));
          }
        });
  }

  private static long sealSettled(Database database) {
    if (!database.lend(SealHistory::hasUnsealed)) {
      return 0;
    }
    OptionalLong settled = FindSettled.below(database);
    return settled.isEmpty() ? 0 : seal(database, settled.getAsLong(), MOST);
  }

  /**
   * @param settled no row with a smaller number can come any more
   * @param most how many numbers one seal spans at most
   */
  static long seal(Database database, long settled, int most) {
    long sealed = 0;
    long now = database.inTransaction(connection -> sealNext(connection, settled, most));
    while (now > 0) {
      sealed += now;
      now = database.inTransaction(connection -> sealNext(connection, settled, most));
    }
    return sealed;
  }

  private static long sealNext(Connection connection, long settled, int most) throws SQLException {
    if (!isAlone(connection)) {
      return 0;
    }
    Seal newest = Seals.newestReadable(connection);
    Optional<Long> from = firstFrom(connection, newest.below());
    if (from.isEmpty() || from.get() >= settled) {
      return 0;
    }
    long below = settled - from.get() > most ? from.get() + most : settled;
    List<Leaf> leaves = leaves(connection, HistoryFilter.range(from.get(), below));
    Seals.add(connection, newest.then(now(connection), below, leaves), leaves);
    return leaves.size();
  }

  /** The lock ends with the transaction. */
  private static boolean isAlone(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT pg_try_advisory_xact_lock(hashtextextended('belfry: seal the history', 0))
              AS alone
            """)) {
      return first(statement, row -> row.getBoolean("alone")).orElseThrow();
    }
  }

  private static boolean hasUnsealed(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT EXISTS (
              SELECT FROM history
              WHERE seq >= coalesce((SELECT below FROM seals ORDER BY number DESC LIMIT 1),
                                    -9223372036854775808)) AS unsealed
            """)) {
      return first(statement, row -> row.getBoolean("unsealed")).orElseThrow();
    }
  }

  /** So that a wide gap between numbers does not take a seal for each 10,000 of it. */
  private static Optional<Long> firstFrom(Connection connection, long from) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT seq FROM history WHERE seq >= ? ORDER BY seq LIMIT 1")) {
      statement.setLong(1, from);
      return first(statement, row -> row.getLong("seq"));
    }
  }

  private static Instant now(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT clock_timestamp() AS now")) {
      return first(statement, row -> requireNonNull(instant(row, "now"))).orElseThrow();
    }
  }

  private static List<Leaf> leaves(Connection connection, HistoryFilter range) throws SQLException {
    List<Leaf> leaves = new ArrayList<>();
    try (HistoryCursor cursor = HistoryCursor.open(connection, range)) {
      @Nullable Row row = cursor.current();
      while (row != null) {
        leaves.add(Leaf.of(row.event()));
        cursor.advance();
        row = cursor.current();
      }
    }
    return leaves;
  }
}

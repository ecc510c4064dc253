package dev.belfry.audit;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.list;

import dev.belfry.sql.Database;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/**
 * Finds the number below which nothing can come into the history any more.
 *
 * <p>Rows appear when their transactions commit, and not in the order of their numbers. Who takes a
 * number holds the lock of a writer on the history before that, and until the transaction is over.
 * So when each of those is gone who held that lock after the newest number was read, no smaller
 * number is on its way. Transaction ids would not do: one is given out only after the number is.
 */
final class FindSettled {
  /** In all a second: who writes for longer than that is waited for by the next sealing. */
  private static final int LOOKS = 50;

  private FindSettled() {}

  /** The number; empty while somebody is writing who may have taken a smaller one. */
  static OptionalLong below(Database database) {
    return database.lend(
        connection -> {
          long next = nextSeq(connection);
          List<String> writers = writers(connection);
          for (int look = 1; !writers.isEmpty() && look < LOOKS; look++) {
            pause(connection);
            writers = stillWriting(connection, writers);
          }
          return writers.isEmpty() ? OptionalLong.of(next) : OptionalLong.empty();
        });
  }

  private static long nextSeq(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT CASE WHEN is_called THEN last_value + 1 ELSE last_value END AS next
            FROM history_seq_seq
            """)) {
      return first(statement, row -> row.getLong("next")).orElseThrow();
    }
  }

  private static List<String> writers(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT virtualtransaction FROM pg_locks
            WHERE relation = 'history'::regclass AND mode = 'RowExclusiveLock' AND granted
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """)) {
      return list(statement, row -> row.getString("virtualtransaction"));
    }
  }

  /** A prepared transaction has no session any more, and another name than it had before. */
  private static List<String> stillWriting(Connection connection, List<String> writers)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT virtualtransaction FROM pg_locks
            WHERE relation = 'history'::regclass AND mode = 'RowExclusiveLock' AND granted
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND (virtualtransaction = ANY (?) OR pid IS NULL)
            """)) {
      Unnest.of(statement, writers).column("text", writer -> writer);
      return list(statement, row -> row.getString("virtualtransaction"));
    }
  }

  private static void pause(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT pg_sleep(0.02)")) {
      statement.execute();
    }
  }
}

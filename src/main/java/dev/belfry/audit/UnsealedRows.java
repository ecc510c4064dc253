package dev.belfry.audit;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;

import dev.belfry.sql.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The end of the history, which no seal covers yet.
 *
 * @param since when the oldest of it happened; null where there is none
 */
public record UnsealedRows(long count, @Nullable Instant since) {

  /**
   * Counts them; takes the longer, the more there are, and no longer for what is sealed.
   *
   * @throws HistoryUnreadable where a table of the history is not as Belfry made it
   */
  public static UnsealedRows count(Database database) {
    return HistoryTables.ask(database, () -> database.lend(UnsealedRows::counted));
  }

  static UnsealedRows counted(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT count(*) AS rows, min(at) AS since FROM history WHERE seq >= ?")) {
      statement.setLong(1, Seals.newestOrUnreadable(connection).below());
      return first(statement, row -> new UnsealedRows(row.getLong("rows"), instant(row, "since")))
          .orElseThrow();
    }
  }
}

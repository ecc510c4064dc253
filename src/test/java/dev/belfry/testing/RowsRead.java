package dev.belfry.testing;

import dev.belfry.sql.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * How many rows of a table a transaction has read: what tells its plans, whatever time they take.
 */
public final class RowsRead {
  private RowsRead() {}

  /** By this very transaction, so far. */
  public static long of(Connection connection, String table) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables
            WHERE relname = ?
            """)) {
      statement.setString(1, table);
      return Rows.first(statement, row -> row.getLong(1)).orElseThrow();
    }
  }
}

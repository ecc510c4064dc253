package dev.belfry.testing;

import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.sql.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/** How many rows each table has: what a test compares to see that nothing was saved. */
public final class RowCounts {
  private RowCounts() {}

  public static SortedMap<String, Long> of(DataSource source) {
    return new Database(Connections.of(source)).lend(RowCounts::of);
  }

  private static SortedMap<String, Long> of(Connection connection) throws SQLException {
    SortedMap<String, Long> counts = new TreeMap<>();
    try (PreparedStatement tables =
        connection.prepareStatement(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
      for (String table : Rows.list(tables, row -> row.getString("tablename"))) {
        try (PreparedStatement count =
            connection.prepareStatement("SELECT count(*) AS rows FROM " + table)) {
          counts.put(table, Rows.first(count, row -> row.getLong("rows")).orElseThrow());
        }
      }
    }
    return counts;
  }
}

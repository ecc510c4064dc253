package dev.belfry.audit;

import static dev.belfry.sql.Rows.first;

import dev.belfry.sql.Database;
import dev.belfry.sql.DatabaseException;
import dev.belfry.sql.SqlWork;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables of the history and of its seals, as their owner may have altered them: where a column
 * is gone or of another type, no question that Belfry asks of them can be answered any more.
 */
final class HistoryTables {
  private record Column(String table, String name, String type) {}

  private static final List<Column> MADE =
      Stream.concat(
              columns(
                  "history",
                  "seq bigint, at timestamp with time zone, xact xid8, event text, post_id bigint,"
                      + " account text, part smallint, attempt smallint, remote_id text, url text,"
                      + " text text, media jsonb, payload_sha256 bytea,"
                      + " due_at timestamp with time zone, detail text, actor text"),
              columns(
                  "seals",
                  "number bigint, sealed_at timestamp with time zone, below bigint, rows bigint,"
                      + " seqs bigint[], hashes bytea, sha256 bytea"))
          .toList();

  /**
   * What somebody did to a table.
   *
   * @param says it as a clause
   */
  record Altered(String table, String says) {}

  private HistoryTables() {}

  private static Stream<Column> columns(String table, String written) {
    return Stream.of(written.split(", ", -1))
        .map(column -> column.split(" ", 2))
        .map(column -> new Column(table, column[0], column[1]));
  }

  /**
   * Runs the work in one transaction.
   *
   * @throws HistoryUnreadable where it fails and a table is not as Belfry made it
   */
  static void transact(Database database, SqlWork.Action work) {
    boolean unused =
        ask(
            database,
            () -> {
              database.transact(work);
              return true;
            });
  }

  /**
   * Gives what the work does, which asks something of the tables.
   *
   * @throws HistoryUnreadable where it fails and a table is not as Belfry made it
   */
  static <T> T ask(Database database, Supplier<T> work) {
    try {
      return work.get();
    } catch (DatabaseException e) {
      throw altered(database)
          .<RuntimeException>map(altered -> HistoryUnreadable.table(altered.table()))
          .orElse(e);
    }
  }

  /** The first thing that is not as Belfry made it; empty where everything is. */
  static Optional<Altered> altered(Database database) {
    return database.lend(HistoryTables::altered);
  }

  private static Optional<Altered> altered(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT made.*, to_regclass(made.in_table) IS NOT NULL AS is_there,
                   format_type(a.atttypid, a.atttypmod) AS found
            FROM unnest(?::text[], ?::text[], ?::text[]) WITH ORDINALITY
              AS made (in_table, name, type, place)
            LEFT JOIN pg_attribute a ON a.attrelid = to_regclass(made.in_table)
              AND a.attname = made.name AND a.attnum > 0 AND NOT a.attisdropped
            WHERE format_type(a.atttypid, a.atttypmod) IS DISTINCT FROM made.type
            ORDER BY place LIMIT 1
            """)) {
      int unused =
          Unnest.of(statement, MADE)
              .column("text", Column::table)
              .column("text", Column::name)
              .column("text", Column::type)
              .next();
      return first(statement, HistoryTables::altered);
    }
  }

  private static Altered altered(ResultSet row) throws SQLException {
    String table = row.getString("in_table");
    String name = row.getString("name");
    @Nullable String found = row.getString("found");
    if (!row.getBoolean("is_there")) {
      return new Altered(table, "the table %s was dropped or renamed".formatted(table));
    }
    return new Altered(
        table,
        found == null
            ? "the column %s of the table %s was dropped or renamed".formatted(name, table)
            : "the column %s of the table %s was changed from %s to %s"
                .formatted(name, table, row.getString("type"), found));
  }
}

package dev.belfry.app;

import static dev.belfry.sql.Rows.first;

import dev.belfry.app.postgres.DbAddress;
import dev.belfry.post.NotPossible;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.postgresql.util.PSQLState;

/** Brings the database's schema up to what this program knows. */
final class Schema {
  /** The newest migration in {@code db/}; a test holds the two together. */
  static final int NEWEST = 24;

  private Schema() {}

  /**
   * Migrates where that is needed. An up-to-date schema costs one small query: Flyway, which reads
   * and checks every migration, is not even loaded.
   *
   * @throws NotPossible where the schema is newer than the program
   */
  static void ensure(Connection connection, Address address) throws SQLException {
    int version = version(connection);
    if (version > NEWEST) {
      throw new NotPossible(
          ("the database's schema (version %d) is newer than this Belfry knows (%d);"
                  + " run the newer Belfry that made it")
              .formatted(version, NEWEST));
    }
    if (version < NEWEST) {
      migrate(address.running());
    }
  }

  /** The version that the schema has; 0 for an empty database. */
  static int version(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT max(version::int) AS version FROM flyway_schema_history WHERE success
            """)) {
      return first(statement, row -> row.getInt("version")).orElse(0);
    } catch (SQLException e) {
      if (PSQLState.UNDEFINED_TABLE.getState().equals(e.getSQLState())) {
        return 0;
      }
      throw e;
    }
  }

  /** Flyway's own lock lets ten first commands at once migrate one after another. */
  static void migrate(DbAddress address) {
    Flyway.configure()
        .dataSource(address.url(), address.user(), address.password())
        .locations("classpath:db")
        .load()
        .migrate();
  }
}

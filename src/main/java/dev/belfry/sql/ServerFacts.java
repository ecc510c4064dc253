package dev.belfry.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What there is to know about the server of a connection.
 *
 * @param version of Postgres, such as {@code 17.5}
 * @param schema the number of the newest migration that was applied
 * @param off which of the settings are off that keep what was committed through a crash
 */
public record ServerFacts(String version, int schema, List<String> off) {

  /** Asks the server. The schema is there already. */
  public static ServerFacts ask(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT split_part(current_setting('server_version'), ' ', 1) AS version,
                   (SELECT max(version::int) FROM flyway_schema_history WHERE success) AS schema,
                   (SELECT coalesce(string_agg(name, ',' ORDER BY name), '') FROM pg_settings
                    WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')
                      AND setting = 'off') AS off
            """)) {
      return Rows.first(
              statement,
              row ->
                  new ServerFacts(
                      row.getString("version"), row.getInt("schema"), split(row.getString("off"))))
          .orElseThrow();
    }
  }

  private static List<String> split(String names) {
    return Stream.of(names.split(",")).filter(name -> !name.isEmpty()).toList();
  }
}

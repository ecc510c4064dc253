package dev.belfry.queue;

import static dev.belfry.sql.Rows.map;

import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What was looked up on the Internet for posts, under names that their renderers know. */
public final class LookedUp {
  /** In hours: a handle may change hands, and a page its title. */
  private static final int FRESH_FOR = 24;

  /** In days. A post that is rendered again gets what it had, even where nothing can be asked. */
  private static final int KEPT_FOR = 90;

  private LookedUp() {}

  /** What is known, however long since. */
  public static Map<String, String> of(Connection connection, Collection<String> names)
      throws SQLException {
    return since(connection, names, KEPT_FOR * 24);
  }

  /** What is known and need not be looked up again. */
  public static Map<String, String> fresh(Connection connection, Collection<String> names)
      throws SQLException {
    return since(connection, names, FRESH_FOR);
  }

  private static Map<String, String> since(
      Connection connection, Collection<String> names, int hours) throws SQLException {
    if (names.isEmpty()) {
      return Map.of();
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT name, value FROM looked_up
            WHERE name = ANY (?) AND at > clock_timestamp() - make_interval(hours => ?)
            """)) {
      int next = Unnest.of(statement, List.copyOf(names)).column("text", name -> name).next();
      statement.setInt(next, hours);
      return map(statement, row -> row.getString("name"), row -> row.getString("value"));
    }
  }

  /** Keeps what was found, and forgets what is long past use. */
  public static void keep(Connection connection, Map<String, String> found) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH forgotten AS (
              DELETE FROM looked_up WHERE at < clock_timestamp() - make_interval(days => ?))
            INSERT INTO looked_up (name, value)
            SELECT * FROM unnest(?::text[], ?::text[])
            ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at
            """)) {
      statement.setInt(1, KEPT_FOR);
      Unnest.from(statement, 2, List.copyOf(found.entrySet()))
          .column("text", Map.Entry::getKey)
          .column("text", Map.Entry::getValue);
      statement.executeUpdate();
    }
  }
}

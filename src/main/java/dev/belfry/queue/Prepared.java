package dev.belfry.queue;

import static dev.belfry.sql.Rows.map;

import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * What networks have told about deliveries before their parts could leave. It is kept, so that a
 * try that is repeated sends the same again: a key on the network's side guards nothing else.
 */
public final class Prepared {
  /** In hours. X forgets an image after 24, Mastodon after some days. */
  private static final int GOOD_FOR = 20;

  private Prepared() {}

  /** What is known of the delivery, and not too old to be used. */
  public static Map<String, String> of(Connection connection, long delivery) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT name, value FROM prepared
            WHERE delivery_id = ? AND at > clock_timestamp() - make_interval(hours => ?)
            """)) {
      statement.setLong(1, delivery);
      statement.setInt(2, GOOD_FOR);
      return map(statement, row -> row.getString("name"), row -> row.getString("value"));
    }
  }

  /**
   * Keeps what was found; what was known before under the same names is forgotten. What was good
   * already and is the same is no younger for that: its network forgets it as soon.
   */
  public static void keep(Connection connection, long delivery, Map<String, String> found)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO prepared (delivery_id, name, value)
            SELECT ?, * FROM unnest(?::text[], ?::text[])
            ON CONFLICT (delivery_id, name) DO UPDATE SET
              value = excluded.value, at = excluded.at
            WHERE prepared.value <> excluded.value
              OR prepared.at <= clock_timestamp() - make_interval(hours => ?)
            """)) {
      statement.setLong(1, delivery);
      int next =
          Unnest.from(statement, 2, List.copyOf(found.entrySet()))
              .column("text", Map.Entry::getKey)
              .column("text", Map.Entry::getValue)
              .next();
      statement.setInt(next, GOOD_FOR);
      statement.executeUpdate();
    }
  }

  /**
   * Forgets what is too old to be used.
   *
   * @return how much there was
   */
  public static int forgetOld(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "DELETE FROM prepared WHERE at <= clock_timestamp() - make_interval(hours => ?)")) {
      statement.setInt(1, GOOD_FOR);
      return statement.executeUpdate();
    }
  }

  /**
   * Forgets what is known of deliveries that were rendered anew: an image's description may be
   * another one. Not so of those of which a request may still arrive: nobody can have rewritten
   * them, and only the very same once more is guarded.
   */
  static void forget(Connection connection, List<Long> deliveries) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            DELETE FROM prepared p
            WHERE delivery_id = ANY (?)
              AND NOT EXISTS (SELECT 1 FROM attempts t
                              WHERE t.delivery_id = p.delivery_id AND %s)
            """
                .formatted(MayArrive.T_MAY_ARRIVE))) {
      Unnest.of(statement, deliveries).column("bigint", id -> id);
      statement.executeUpdate();
    }
  }
}

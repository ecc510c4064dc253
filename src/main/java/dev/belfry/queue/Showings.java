package dev.belfry.queue;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.map;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.post.PostId;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The posts that were made of evergreen sets, each for a slot. */
public final class Showings {

  /** One that was made. */
  record Made(LocalDateTime nominal, Instant at, PostId textOf, PostId post) {}

  /** Whose words a showing has, and of which set it is. */
  public record Origin(String set, PostId textOf) {}

  private Showings() {}

  /** What a post shows; empty where it is a post by itself. */
  public static Optional<Origin> origin(Connection connection, PostId post) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT e.name, s.text_of
            FROM evergreen_showings s JOIN evergreen_sets e ON e.id = s.set_id
            WHERE s.post_id = ?
            """)) {
      statement.setLong(1, post.number());
      return first(
          statement, row -> new Origin(row.getString("name"), new PostId(row.getLong("text_of"))));
    }
  }

  /**
   * The posts of a set that have the words of one of it and still wait somewhere, by number. From
   * here on nobody else changes them.
   */
  static List<PostId> lockWaitingOf(Connection connection, int set, PostId textOf)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT p.id FROM posts p
            WHERE p.removed_at IS NULL
              AND p.id IN (SELECT s.post_id
                           FROM evergreen_showings s
                           JOIN deliveries d ON d.post_id = s.post_id
                           JOIN waiting w ON w.delivery_id = d.id
                           WHERE s.set_id = ? AND s.text_of = ?)
            ORDER BY p.id
            FOR UPDATE OF p
            """)) {
      statement.setInt(1, set);
      statement.setLong(2, textOf.number());
      return list(statement, row -> new PostId(row.getLong("id")));
    }
  }

  /** Notes what was made for an account; none of its slots was noted before. */
  static void insert(Connection connection, int set, int account, List<Made> made)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO evergreen_showings (set_id, account_id, nominal, at, text_of, post_id)
            SELECT ?, ?, *
            FROM unnest(?::timestamp[], ?::timestamptz[], ?::bigint[], ?::bigint[])
            """)) {
      statement.setInt(1, set);
      statement.setInt(2, account);
      Unnest.from(statement, 3, made)
          .column("timestamp", Made::nominal)
          .column("timestamptz", each -> timestamp(each.at()))
          .column("bigint", each -> each.textOf().number())
          .column("bigint", each -> each.post().number());
      statement.executeUpdate();
    }
  }

  /** What was made of a set for an account, for slots after the instant, in order. */
  static List<Made> made(Connection connection, int set, int account, Instant after)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT nominal, at, text_of, post_id FROM evergreen_showings
            WHERE set_id = ? AND account_id = ? AND at > ?
            ORDER BY at
            """)) {
      return bindAndRead(statement, set, account, after);
    }
  }

  /** The same, of what still waits in its slot. */
  static List<Made> waiting(Connection connection, int set, int account, Instant after)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT s.nominal, d.planned_at AS at, s.text_of, s.post_id
            FROM evergreen_showings s
            JOIN deliveries d ON d.post_id = s.post_id AND d.account_id = s.account_id
            JOIN waiting w ON w.delivery_id = d.id
            JOIN bookings b ON b.delivery_id = d.id AND b.nominal = s.nominal
            WHERE s.set_id = ? AND s.account_id = ? AND d.planned_at > ?
            ORDER BY d.planned_at
            """)) {
      return bindAndRead(statement, set, account, after);
    }
  }

  private static List<Made> bindAndRead(
      PreparedStatement statement, int set, int account, Instant after) throws SQLException {
    statement.setInt(1, set);
    statement.setInt(2, account);
    statement.setObject(3, timestamp(after));
    return list(
        statement,
        row ->
            new Made(
                row.getObject("nominal", LocalDateTime.class),
                requireNonNull(instant(row, "at")),
                new PostId(row.getLong("text_of")),
                new PostId(row.getLong("post_id"))));
  }

  /** When a post was made of each text of a set last, for an account, whatever became of it. */
  static Map<PostId, Instant> turns(Connection connection, int set, int account)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT text_of, max(at) AS at FROM evergreen_showings
            WHERE set_id = ? AND account_id = ?
            GROUP BY text_of
            """)) {
      statement.setInt(1, set);
      statement.setInt(2, account);
      return map(
          statement,
          row -> new PostId(row.getLong("text_of")),
          row -> requireNonNull(instant(row, "at")));
    }
  }
}

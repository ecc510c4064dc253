package dev.belfry.queue;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;

import dev.belfry.post.AccountName;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.PostId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is in the queue, and what posts there are. */
public final class ListDeliveries {
  private ListDeliveries() {}

  /** What goes out next, in due order: everything that waits, is held, claimed or in doubt. */
  public static List<QueuedDelivery> queue(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT d.post_id, a.name, w.state, w.due_at, coalesce(d.zone, a.zone) AS zone,
                   (SELECT count(*) FROM parts WHERE post_id = d.post_id) AS parts,
                   worded(p.text, p.wording, a.name) AS text, w.reason, w.look_at,
                   (SELECT h.reason FROM holds h
                    WHERE h.account_id = w.account_id OR h.account_id IS NULL
                    ORDER BY h.account_id NULLS FIRST LIMIT 1) AS hold,
                   c.name AS schedule, b.nominal,
                   coalesce(
                     (SELECT r.post_id
                      FROM occurrences o JOIN recurrences r ON r.id = o.recurrence_id
                      WHERE o.post_id = d.post_id),
                     (SELECT text_of FROM evergreen_showings e WHERE e.post_id = d.post_id))
                     AS repeats
            FROM waiting w
            JOIN deliveries d ON d.id = w.delivery_id
            LEFT JOIN bookings b ON b.delivery_id = d.id
            LEFT JOIN schedules c ON c.id = b.schedule_id
            JOIN accounts a ON a.id = w.account_id
            JOIN parts p ON p.post_id = d.post_id AND p.position = 1
            ORDER BY w.due_at, w.delivery_id
            """)) {
      return list(statement, ListDeliveries::delivery);
    }
  }

  /**
   * Every post that was not deleted, by number, with a line for each account that it is for.
   *
   * @param state only deliveries in this state; null: all
   * @param account only those for this account; null: all
   */
  public static List<QueuedDelivery> all(
      Connection connection, @Nullable DeliveryState state, @Nullable AccountName account)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT * FROM (
              SELECT s.id AS post_id, a.name, coalesce(d.ended, w.state, 'draft') AS state,
                     coalesce(w.due_at, d.planned_at) AS due_at, coalesce(d.zone, a.zone) AS zone,
                     (SELECT count(*) FROM parts WHERE post_id = s.id) AS parts,
                     worded(p.text, p.wording, a.name) AS text,
                     coalesce(w.reason, CASE WHEN d.ended = 'failed' THEN (
                       SELECT detail FROM attempts WHERE delivery_id = d.id
                       ORDER BY part DESC, number DESC LIMIT 1) END,
                       (SELECT 'repeats: cron ' || r.cron || ' in ' || r.zone FROM recurrences r
                        WHERE r.post_id = s.id AND r.ended_at IS NULL),
                       (SELECT 'evergreen: ' || string_agg(e.name, ', ' ORDER BY e.name)
                        FROM evergreen_texts t JOIN evergreen_sets e ON e.id = t.set_id
                        WHERE t.post_id = s.id)) AS reason,
                     w.look_at,
                     CASE WHEN w.delivery_id IS NOT NULL THEN (
                       SELECT h.reason FROM holds h
                       WHERE h.account_id = w.account_id OR h.account_id IS NULL
                       ORDER BY h.account_id NULLS FIRST LIMIT 1) END AS hold,
                     c.name AS schedule, b.nominal,
                     coalesce(
                       (SELECT r.post_id
                        FROM occurrences o JOIN recurrences r ON r.id = o.recurrence_id
                        WHERE o.post_id = s.id),
                       (SELECT text_of FROM evergreen_showings e WHERE e.post_id = s.id))
                       AS repeats
              FROM posts s
              JOIN parts p ON p.post_id = s.id AND p.position = 1
              LEFT JOIN deliveries d ON d.post_id = s.id
              LEFT JOIN accounts a ON a.id = d.account_id
              LEFT JOIN waiting w ON w.delivery_id = d.id
              LEFT JOIN bookings b ON b.delivery_id = d.id
              LEFT JOIN schedules c ON c.id = b.schedule_id
              WHERE s.removed_at IS NULL) AS l
            WHERE (?::text IS NULL OR state = ?) AND (?::text IS NULL OR name = ?)
            ORDER BY post_id, name
            """)) {
      String stateWord = state == null ? null : state.word();
      String accountName = account == null ? null : account.toString();
      statement.setString(1, stateWord);
      statement.setString(2, stateWord);
      statement.setString(3, accountName);
      statement.setString(4, accountName);
      return list(statement, ListDeliveries::delivery);
    }
  }

  private static QueuedDelivery delivery(ResultSet row) throws SQLException {
    @Nullable String account = row.getString("name");
    @Nullable String zone = row.getString("zone");
    return new QueuedDelivery(
        new PostId(row.getLong("post_id")),
        account == null ? null : AccountName.parse(account),
        DeliveryState.of(row.getString("state")).orElseThrow(),
        instant(row, "due_at"),
        zone == null ? null : ZoneId.of(zone),
        row.getInt("parts"),
        row.getString("text"),
        row.getString("reason"),
        instant(row, "look_at"),
        row.getString("hold"),
        Bookings.slot(row),
        repeats(row));
  }

  private static @Nullable PostId repeats(ResultSet row) throws SQLException {
    long post = row.getLong("repeats");
    return row.wasNull() ? null : new PostId(post);
  }
}

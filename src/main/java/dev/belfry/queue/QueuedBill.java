package dev.belfry.queue;

import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.compose.BilledPart;
import dev.belfry.post.PostId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A delivery in the queue of an account on X, and what X sets its price by.
 *
 * @param due whether its instant has come, unless it is held
 * @param settled whether no cap stops it: it is begun, perhaps in doubt, or a person has let it go
 *     on
 * @param parts those that are not live yet
 */
public record QueuedBill(
    long delivery, PostId post, boolean due, boolean settled, List<BilledPart> parts) {
  public QueuedBill {
    parts = List.copyOf(parts);
  }

  /**
   * What is in the queue for an account, in due order.
   *
   * @param account its number
   * @param from only what is due then or later
   * @param below only what is due before
   * @param now what is due by then is {@code due}
   */
  public static List<QueuedBill> of(
      Connection connection, int account, Instant from, Instant below, Instant now)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT w.delivery_id, d.post_id, w.state <> 'held' AND w.due_at <= ? AS due,
                   w.state <> 'scheduled' OR w.cap IS NOT DISTINCT FROM 'waived' OR EXISTS (
                     SELECT 1 FROM attempts t
                     WHERE t.delivery_id = w.delivery_id AND t.outcome = 'posted') AS settled,
                   unsent.texts, unsent.alts
            FROM waiting w
            JOIN deliveries d ON d.id = w.delivery_id
            CROSS JOIN LATERAL (
              SELECT array_agg(CASE WHEN r.body LIKE '{%' THEN coalesce(r.body::json ->> 'text', '')
                                    ELSE r.body END ORDER BY r.position) AS texts,
                     array_agg((SELECT count(*) FROM part_media m
                                WHERE m.post_id = d.post_id AND m.part = r.position
                                  AND m.alt <> '')::int ORDER BY r.position) AS alts
              FROM rendered_parts r
              WHERE r.delivery_id = w.delivery_id
                AND NOT EXISTS (SELECT 1 FROM attempts t
                                WHERE t.delivery_id = w.delivery_id AND t.part = r.position
                                  AND t.outcome = 'posted')) AS unsent
            WHERE w.account_id = ? AND w.due_at >= ? AND w.due_at < ? AND unsent.texts IS NOT NULL
            ORDER BY w.due_at, w.delivery_id
            """)) {
      statement.setObject(1, timestamp(now));
      statement.setInt(2, account);
      statement.setObject(3, timestamp(from));
      statement.setObject(4, timestamp(below));
      return list(statement, QueuedBill::bill);
    }
  }

  private static QueuedBill bill(ResultSet row) throws SQLException {
    String[] texts = (String[]) row.getArray("texts").getArray();
    Integer[] alts = (Integer[]) row.getArray("alts").getArray();
    List<BilledPart> parts = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      parts.add(BilledPart.of(texts[i], alts[i]));
    }
    return new QueuedBill(
        row.getLong("delivery_id"),
        new PostId(row.getLong("post_id")),
        row.getBoolean("due"),
        row.getBoolean("settled"),
        parts);
  }
}

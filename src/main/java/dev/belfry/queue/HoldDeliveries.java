package dev.belfry.queue;

import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.post.EventType;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Stops single deliveries in the queue, and lets them go on. */
public final class HoldDeliveries {
  private HoldDeliveries() {}

  /**
   * Stops those that wait.
   *
   * @return the ones that it stopped; the others are claimed, in doubt, held, or not in the queue
   */
  public static List<Long> hold(
      Connection connection, List<Long> deliveries, String reason, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE waiting SET state = 'held', reason = ?
            WHERE delivery_id = ANY (?) AND state = 'scheduled'
            RETURNING delivery_id
            """)) {
      statement.setString(1, reason);
      Unnest.from(statement, 2, deliveries).column("bigint", id -> id);
      List<Long> held = list(statement, row -> row.getLong("delivery_id"));
      RecordEvents.ofDeliveries(connection, EventType.HELD, held, reason, actor);
      return held;
    }
  }

  /**
   * Puts back those that are held. What came due meanwhile is due now: a person has just said that
   * it may go out, so it is not late; and what its account may cost does not stop it again.
   *
   * @return the ones that it put back
   */
  public static List<Long> resume(
      Connection connection, List<Long> deliveries, Instant now, String actor) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE waiting SET
              state = 'scheduled', reason = NULL, due_at = greatest(due_at, ?),
              cap = CASE WHEN cap = 'held' THEN 'waived' ELSE cap END
            WHERE delivery_id = ANY (?) AND state = 'held'
            RETURNING delivery_id
            """)) {
      statement.setObject(1, timestamp(now));
      Unnest.from(statement, 2, deliveries).column("bigint", id -> id);
      List<Long> resumed = list(statement, row -> row.getLong("delivery_id"));
      RecordEvents.ofDeliveries(connection, EventType.RESUMED, resumed, null, actor);
      if (!resumed.isEmpty()) {
        DueNotices.send(connection, now);
      }
      return resumed;
    }
  }
}

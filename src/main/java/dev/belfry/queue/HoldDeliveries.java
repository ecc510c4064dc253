package dev.belfry.queue;

import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.post.DeliveryState;
import dev.belfry.post.EventType;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Stops single deliveries in the queue, and lets them go on. */
public final class HoldDeliveries {
  private HoldDeliveries() {}

  /**
   * A delivery that was stopped.
   *
   * @param state where it stands: {@code held}, or what it was when it is to be held after that
   */
  public record Stopped(long delivery, DeliveryState state) {}

  /**
   * Stops them: those that wait at once; of those that are claimed, or in doubt, nothing more is
   * sent than what is on its way, and they are held then.
   *
   * @return the ones that it stopped; the others are held, or to be held, or not in the queue
   */
  public static List<Stopped> hold(
      Connection connection, List<Long> deliveries, String reason, String actor)
      throws SQLException {
    LockDeliveries.toSettle(connection, deliveries);
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE waiting SET
              state = CASE WHEN state = 'scheduled' THEN 'held' ELSE state END,
              reason = CASE WHEN state = 'scheduled' THEN ? ELSE reason END,
              hold_reason = CASE WHEN state = 'scheduled' THEN NULL ELSE ? END
            WHERE delivery_id = ANY (?)
              AND (state = 'scheduled'
                OR (state IN ('claimed', 'unconfirmed') AND hold_reason IS NULL))
            RETURNING delivery_id, state
            """)) {
      statement.setString(1, reason);
      statement.setString(2, reason);
      Unnest.from(statement, 3, deliveries).column("bigint", id -> id);
      List<Stopped> held = list(statement, HoldDeliveries::stopped);
      RecordEvents.ofDeliveries(
          connection, EventType.HELD, held.stream().map(Stopped::delivery).toList(), reason, actor);
      return held;
    }
  }

  private static Stopped stopped(ResultSet row) throws SQLException {
    return new Stopped(
        row.getLong("delivery_id"), DeliveryState.of(row.getString("state")).orElseThrow());
  }

  /**
   * Puts back those that are held, or to be held. What came due meanwhile is due now: a person has
   * just said that it may go out, so it is not late; and what its account may cost does not stop it
   * again.
   *
   * @return the ones that it put back
   */
  public static List<Long> resume(
      Connection connection, List<Long> deliveries, Instant now, String actor) throws SQLException {
    LockDeliveries.toSettle(connection, deliveries);
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE waiting SET
              state = CASE WHEN state = 'held' THEN 'scheduled' ELSE state END,
              reason = CASE WHEN state = 'held' THEN NULL ELSE reason END,
              due_at = CASE WHEN state = 'held' THEN greatest(due_at, ?) ELSE due_at END,
              cap = CASE WHEN cap = 'held' THEN 'waived' ELSE cap END,
              hold_reason = NULL
            WHERE delivery_id = ANY (?)
              AND (state = 'held'
                OR (state IN ('claimed', 'unconfirmed') AND hold_reason IS NOT NULL))
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

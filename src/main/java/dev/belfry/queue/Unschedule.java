package dev.belfry.queue;

import static dev.belfry.sql.Rows.list;

import dev.belfry.post.EventType;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Takes deliveries out of the queue. */
public final class Unschedule {
  private Unschedule() {}

  /**
   * Makes drafts again of those deliveries that wait or are held, and that nothing was sent of.
   *
   * @return the ones that it took; the others are claimed, in doubt, begun, or not in the queue
   * @throws dev.belfry.post.NotPossible where one may be live from before the database was
   *     restored, and not everything goes on yet
   */
  public static List<Long> unschedule(Connection connection, List<Long> deliveries, String actor)
      throws SQLException {
    SentInLostTime.refuseToTakeOut(connection, deliveries);
    List<Long> taken = take(connection, deliveries);
    if (!taken.isEmpty()) {
      RecordEvents.ofDeliveries(connection, EventType.UNSCHEDULED, taken, null, actor);
      clearTimes(connection, taken);
    }
    return taken;
  }

  /**
   * Takes rows out of the queue for good or for later, and frees their slots; a claimed one stays
   * with its node.
   */
  static List<Long> take(Connection connection, List<Long> deliveries) throws SQLException {
    // Of what had to be waited for, the next statement sees all attempts: a thread stays in the
    // queue.
    LockDeliveries.toSettle(connection, deliveries);
    List<Long> taken = delete(connection, deliveries);
    Bookings.free(connection, taken);
    return taken;
  }

  private static List<Long> delete(Connection connection, List<Long> deliveries)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            DELETE FROM waiting w
            WHERE delivery_id = ANY (?) AND state IN ('scheduled', 'held')
              AND NOT EXISTS (SELECT 1 FROM attempts t
                              WHERE t.delivery_id = w.delivery_id
                                AND (t.outcome = 'posted' OR %s))
            RETURNING delivery_id
            """
                .formatted(MayArrive.T_MAY_ARRIVE))) {
      Unnest.of(statement, deliveries).column("bigint", id -> id);
      return list(statement, row -> row.getLong("delivery_id"));
    }
  }

  private static void clearTimes(Connection connection, List<Long> deliveries) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE deliveries SET wall_time = NULL, zone = NULL, planned_at = NULL
            WHERE id = ANY (?)
            """)) {
      Unnest.of(statement, deliveries).column("bigint", id -> id);
      statement.executeUpdate();
    }
  }
}

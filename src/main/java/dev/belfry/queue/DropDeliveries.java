package dev.belfry.queue;

import static dev.belfry.sql.Rows.list;

import dev.belfry.post.EventType;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes accounts off a post that nothing is live of there, or may be; what is queued is unscheduled
 * first. Where a try was made or it was skipped, the delivery stays, as cancelled.
 */
public final class DropDeliveries {
  private DropDeliveries() {}

  /**
   * Drops all of them.
   *
   * @throws NotPossible where one is live, in doubt or being released
   */
  public static void drop(
      Connection connection, PostId post, List<StoredDelivery> deliveries, String actor)
      throws SQLException {
    List<Long> ids = new ArrayList<>(deliveries.stream().map(StoredDelivery::id).toList());
    List<Long> unused = Unschedule.unschedule(connection, ids, actor);
    List<Long> cancelled = cancel(connection, ids);
    RecordEvents.ofDeliveries(connection, EventType.CANCELLED, cancelled, null, actor);
    ids.removeAll(cancelled);
    RenderedParts.forget(connection, ids);
    if (delete(connection, ids) < ids.size()) {
      throw new NotPossible(
          "post %s is begun or over for an account that was taken off, so it stays on; belfry show"
                  .formatted(post)
              + " %s tells where it stands".formatted(post));
    }
  }

  /** The attempts are kept, and so must what they were made for. */
  private static List<Long> cancel(Connection connection, List<Long> ids) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE deliveries d SET ended = 'cancelled', ended_at = clock_timestamp()
            WHERE id = ANY (?) AND (ended IS NULL OR ended IN ('failed', 'skipped'))
              AND NOT EXISTS (SELECT 1 FROM waiting w WHERE w.delivery_id = d.id)
              AND (ended IS NOT NULL OR EXISTS (SELECT 1 FROM attempts t WHERE t.delivery_id = d.id))
              AND NOT EXISTS (SELECT 1 FROM attempts t
                              WHERE t.delivery_id = d.id
                                AND (t.outcome IS NULL
                                  OR t.outcome IN ('posted', 'repeated', 'unconfirmed') OR %s))
            RETURNING id
            """
                .formatted(MayArrive.T_MAY_ARRIVE))) {
      Unnest.of(statement, ids).column("bigint", id -> id);
      return list(statement, row -> row.getLong("id"));
    }
  }

  private static int delete(Connection connection, List<Long> ids) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            DELETE FROM deliveries d
            WHERE id = ANY (?) AND ended IS NULL
              AND NOT EXISTS (SELECT 1 FROM waiting w WHERE w.delivery_id = d.id)
              AND NOT EXISTS (SELECT 1 FROM attempts t WHERE t.delivery_id = d.id)
            """)) {
      Unnest.of(statement, ids).column("bigint", id -> id);
      return statement.executeUpdate();
    }
  }
}

package dev.belfry.queue;

import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Takes accounts off a post that nothing was tried for yet; what is queued is unscheduled first.
 */
public final class DropDeliveries {
  private DropDeliveries() {}

  /**
   * Drops all of them.
   *
   * @throws NotPossible where one is begun, in doubt, being released or over
   */
  public static void drop(
      Connection connection, PostId post, List<StoredDelivery> deliveries, String actor)
      throws SQLException {
    List<Long> ids = deliveries.stream().map(StoredDelivery::id).toList();
    List<Long> unused = Unschedule.unschedule(connection, ids, actor);
    RenderedParts.forget(connection, ids);
    if (delete(connection, ids) < ids.size()) {
      throw new NotPossible(
          "post %s is begun or over for an account that was taken off, so it stays on; belfry show"
                  .formatted(post)
              + " %s tells where it stands".formatted(post));
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

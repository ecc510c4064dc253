package dev.belfry.queue;

import dev.belfry.post.EventType;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Deletes a post that nothing is live of. Its history stays: deleting is a mark. */
public final class DeletePost {
  private DeletePost() {}

  /**
   * Takes the post out of the queue and out of the lists.
   *
   * @throws NotPossible where there is none, or where it is live, in doubt or being released
   */
  public static void delete(Connection connection, PostId id, String actor) throws SQLException {
    LockPosts.toChange(connection, id);
    StoredPost post = ReadPost.read(connection, id);
    List<Long> waiting =
        post.deliveries().stream()
            .filter(delivery -> delivery.state().isWaiting())
            .map(StoredDelivery::id)
            .toList();
    List<Long> taken = Unschedule.take(connection, waiting);
    if (post.isLive() || taken.size() < waiting.size()) {
      throw new NotPossible(
          "post %s is live or about to be, so it stays; belfry show %s tells where it stands"
              .formatted(id, id));
    }
    if (!taken.isEmpty()) {
      cancel(connection, taken);
      RecordEvents.ofDeliveries(connection, EventType.CANCELLED, taken, null, actor);
    }
    mark(connection, id);
    RecordEvents.ofPost(connection, EventType.DELETED, id, actor);
  }

  private static void cancel(Connection connection, List<Long> deliveries) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE deliveries SET ended = 'cancelled', ended_at = clock_timestamp()
            WHERE id = ANY (?)
            """)) {
      Unnest.of(statement, deliveries).column("bigint", id -> id);
      statement.executeUpdate();
    }
  }

  private static void mark(Connection connection, PostId id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE posts SET removed_at = clock_timestamp() WHERE id = ?")) {
      statement.setLong(1, id.number());
      statement.executeUpdate();
    }
  }
}

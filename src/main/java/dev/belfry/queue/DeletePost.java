package dev.belfry.queue;

import dev.belfry.post.EventType;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Deletes a post that nothing is live of. Its history stays: deleting is a mark. */
public final class DeletePost {
  private DeletePost() {}

  /**
   * Takes the post out of the queue and out of the lists; one that repeats does so no more, and one
   * of an evergreen set is out of it.
   *
   * @throws NotPossible where there is none, or where it is live, in doubt or being released
   */
  public static void delete(Connection connection, PostId id, String actor) throws SQLException {
    LockPosts.toChange(connection, id);
    StoredPost post = ReadPost.read(connection, id);
    Optional<Integer> unused = Recurrences.end(connection, id, Instant.EPOCH, actor);
    for (EvergreenSet set : EvergreenSets.lockThoseOf(connection, id)) {
      boolean wasIn = ChangeEvergreenTexts.takeOut(connection, set.name(), id, actor).isPresent();
      assert wasIn;
    }
    List<Long> waiting = post.waiting().stream().map(StoredDelivery::id).toList();
    List<Long> taken = Unschedule.take(connection, waiting);
    if (post.isLive() || taken.size() < waiting.size()) {
      throw new NotPossible(
          "post %s is live or about to be, so it stays; belfry show %s tells where it stands"
              .formatted(id, id));
    }
    cancel(connection, taken, actor);
    mark(connection, id, actor);
  }

  /**
   * The same for a post that may have begun: then it stays. It must not be deleted already.
   *
   * @return whether it was deleted
   */
  static boolean deleteUnbegun(Connection connection, PostId id, String actor) throws SQLException {
    List<String> states = EditPost.lock(connection, id);
    StoredPost post = ReadPost.read(connection, id);
    if (post.isBegun() || states.contains("claimed")) {
      return false;
    }
    List<Long> waiting = post.waiting().stream().map(StoredDelivery::id).toList();
    List<Long> taken = Unschedule.take(connection, waiting);
    cancel(connection, taken, actor);
    if (taken.size() < waiting.size()) {
      return false;
    }
    mark(connection, id, actor);
    return true;
  }

  private static void cancel(Connection connection, List<Long> deliveries, String actor)
      throws SQLException {
    if (deliveries.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE deliveries SET ended = 'cancelled', ended_at = clock_timestamp()
            WHERE id = ANY (?)
            """)) {
      Unnest.of(statement, deliveries).column("bigint", id -> id);
      statement.executeUpdate();
    }
    RecordEvents.ofDeliveries(connection, EventType.CANCELLED, deliveries, null, actor);
  }

  private static void mark(Connection connection, PostId id, String actor) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE posts SET removed_at = clock_timestamp() WHERE id = ?")) {
      statement.setLong(1, id.number());
      statement.executeUpdate();
    }
    RecordEvents.ofPost(connection, EventType.DELETED, id, actor);
  }
}

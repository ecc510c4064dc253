package dev.belfry.queue;

import static dev.belfry.sql.Rows.list;

import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Keeps posts as they are until the transaction is over. */
public final class LockPosts {
  private LockPosts() {}

  /** From here on nobody else queues, edits or deletes the post. */
  public static void toChange(Connection connection, PostId id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 FROM posts WHERE id = ? FOR UPDATE")) {
      statement.setLong(1, id.number());
      statement.execute();
    }
  }

  /**
   * From here on nobody queues, edits or deletes the posts and no node claims them: where they
   * stand, as the next statement sees it, they stand until the transaction is over.
   */
  public static void toDecide(Connection connection, Collection<PostId> posts) throws SQLException {
    List<PostId> all = List.copyOf(posts);
    // One after the other: whoever has a post waits for nothing but its rows in the queue.
    for (String lock :
        List.of(
            "SELECT 1 FROM posts WHERE id = ANY (?) ORDER BY id FOR UPDATE",
            """
            SELECT 1 FROM waiting w JOIN deliveries d ON d.id = w.delivery_id
            WHERE d.post_id = ANY (?) ORDER BY w.delivery_id FOR UPDATE OF w
            """)) {
      try (PreparedStatement statement = connection.prepareStatement(lock)) {
        Unnest.of(statement, all).column("bigint", PostId::number);
        statement.execute();
      }
    }
  }

  /**
   * From here on nobody else queues, edits or deletes the posts: what is being deleted in this very
   * moment must not slip into the queue, and of two that queue the same draft at once the second
   * must see what a node has made of it since the first.
   *
   * @throws NotPossible where one is not there, or was deleted
   */
  public static void toQueue(Connection connection, Set<PostId> posts) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT id FROM posts WHERE id = ANY (?) AND removed_at IS NULL
            ORDER BY id
            FOR NO KEY UPDATE
            """)) {
      Unnest.of(statement, List.copyOf(posts)).column("bigint", PostId::number);
      Set<PostId> there = Set.copyOf(list(statement, row -> new PostId(row.getLong("id"))));
      if (!there.containsAll(posts)) {
        throw new NotPossible(
            "there is no post %s; belfry list shows what there is"
                .formatted(posts.stream().filter(id -> !there.contains(id)).findFirst().get()));
      }
    }
  }
}

package dev.belfry.queue;

import static dev.belfry.sql.Rows.list;

import dev.belfry.post.EventType;
import dev.belfry.post.NotPossible;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Rewrites a post that nothing was sent of yet. */
public final class EditPost {
  private EditPost() {}

  /**
   * Puts the new wording in the place of the old. The media must be stored already; deliveries in
   * the queue must be queued again with it, in the same transaction.
   *
   * @param seen the post as the person saw it when they began
   * @throws NotPossible where it was changed or begun to be sent meanwhile
   */
  public static void edit(Connection connection, StoredPost seen, Post wording, String actor)
      throws SQLException {
    PostId id = seen.id();
    List<String> states = lock(connection, id);
    StoredPost now = ReadPost.read(connection, id);
    if (now.isBegun() || states.contains("claimed")) {
      throw new NotPossible(
          "post %s is sent or about to be, so its wording stays; belfry show %s tells where it stands"
              .formatted(id, id));
    }
    refuseChanged(now.post(), seen);
    rewrite(connection, id, wording, actor);
  }

  /**
   * Does nothing where the post still says what the person saw: what is rendered of that is what is
   * sent. The post must be locked.
   *
   * @throws NotPossible where it was changed meanwhile
   */
  public static void refuseChanged(Connection connection, StoredPost seen) throws SQLException {
    refuseChanged(ReadPost.wording(connection, seen.id()), seen);
  }

  private static void refuseChanged(Post now, StoredPost seen) {
    if (!now.equals(seen.post())) {
      throw new NotPossible(
          "post %s was changed by somebody else meanwhile; look at it again with belfry show %s"
              .formatted(seen.id(), seen.id()));
    }
  }

  /**
   * The same for a post that may have begun, or say something else by now: then it stays.
   *
   * @return whether it was rewritten
   */
  static boolean editUnbegun(
      Connection connection, PostId id, Post before, Post wording, String actor)
      throws SQLException {
    List<String> states = lock(connection, id);
    StoredPost now = ReadPost.read(connection, id);
    if (now.isBegun() || states.contains("claimed") || !now.post().equals(before)) {
      return false;
    }
    rewrite(connection, id, wording, actor);
    return true;
  }

  private static void rewrite(Connection connection, PostId id, Post wording, String actor)
      throws SQLException {
    PartRows.delete(connection, id);
    PartRows.insert(connection, Map.of(id, wording));
    PresentationColumns.update(connection, id, wording.presentation());
    TermsColumns.update(connection, id, wording.terms());
    RecordEvents.ofParts(connection, EventType.EDITED, id, wording, actor);
  }

  /**
   * From here on nobody else edits the post and no node claims it.
   *
   * @return the states of what waits of it
   */
  static List<String> lock(Connection connection, PostId id) throws SQLException {
    LockPosts.toChange(connection, id);
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT w.state FROM waiting w JOIN deliveries d ON d.id = w.delivery_id
            WHERE d.post_id = ? ORDER BY w.delivery_id FOR UPDATE OF w
            """)) {
      statement.setLong(1, id.number());
      return list(statement, row -> row.getString("state"));
    }
  }

  /**
   * Gives a post that has no key this one, for good.
   *
   * @return false where another post has it
   */
  public static boolean giveKey(Connection connection, PostId id, String key) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE posts SET key = ?
            WHERE id = ? AND key IS NULL AND NOT EXISTS (SELECT FROM posts WHERE key = ?)
            """)) {
      statement.setString(1, key);
      statement.setLong(2, id.number());
      statement.setString(3, key);
      return statement.executeUpdate() == 1;
    }
  }
}

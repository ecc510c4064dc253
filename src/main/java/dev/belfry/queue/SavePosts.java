package dev.belfry.queue;

import static dev.belfry.sql.Rows.list;
import static java.util.Objects.requireNonNull;

import dev.belfry.post.EventType;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Saves new posts with their parts, and says so in the history. */
public final class SavePosts {
  private record Row(long id, NewPost post) {}

  private SavePosts() {}

  /**
   * Saves the posts whose keys are not there yet. The media must be stored already.
   *
   * @return where each stands, in the order given
   */
  public static List<SavedPost> save(Connection connection, List<NewPost> posts, String actor)
      throws SQLException {
    List<Long> ids = reserveIds(connection, posts.size());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      rows.add(new Row(ids.get(i), posts.get(i)));
    }
    Map<Long, PostId> inserted = insert(connection, rows, actor);
    Map<PostId, Post> written = new LinkedHashMap<>();
    for (Row row : rows) {
      PostId id = inserted.get(row.id());
      if (id != null) {
        written.put(id, row.post().post());
      }
    }
    if (!written.isEmpty()) {
      PartRows.insert(connection, written);
      RecordEvents.ofParts(connection, EventType.DRAFTED, List.copyOf(written.keySet()), actor);
    }
    return answer(connection, rows, inserted);
  }

  /** Saves one post. */
  public static SavedPost save(Connection connection, NewPost post, String actor)
      throws SQLException {
    return save(connection, List.of(post), actor).get(0);
  }

  /** Numbers taken beforehand let the parts name their post without asking which row got which. */
  private static List<Long> reserveIds(Connection connection, int count) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT nextval(pg_get_serial_sequence('posts', 'id')) AS id
            FROM generate_series(1, ?)
            """)) {
      statement.setInt(1, count);
      return list(statement, row -> row.getLong("id"));
    }
  }

  /**
   * A key that another process is just saving makes this wait until it is known whether it did; in
   * the order of the keys, so that two that save the same ones don't wait for each other.
   */
  private static Map<Long, PostId> insert(Connection connection, List<Row> rows, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO posts (id, key, created_by) OVERRIDING SYSTEM VALUE
            SELECT id, key, ? FROM unnest(?::bigint[], ?::text[]) AS new (id, key)
            ORDER BY key
            ON CONFLICT (key) DO NOTHING
            RETURNING id
            """)) {
      statement.setString(1, actor);
      Unnest.from(statement, 2, rows)
          .column("bigint", Row::id)
          .column("text", row -> row.post().key());
      Map<Long, PostId> inserted = new HashMap<>();
      for (Long id : list(statement, row -> row.getLong("id"))) {
        inserted.put(id, new PostId(id));
      }
      return inserted;
    }
  }

  private static List<SavedPost> answer(
      Connection connection, List<Row> rows, Map<Long, PostId> inserted) throws SQLException {
    List<String> known = new ArrayList<>();
    for (Row row : rows) {
      if (!inserted.containsKey(row.id())) {
        known.add(requireNonNull(row.post().key()));
      }
    }
    Map<String, PostId> byKey = known.isEmpty() ? Map.of() : findByKey(connection, known);
    List<SavedPost> answer = new ArrayList<>();
    for (Row row : rows) {
      PostId id = inserted.get(row.id());
      answer.add(
          id != null
              ? new SavedPost(id, true)
              : new SavedPost(requireNonNull(byKey.get(row.post().key())), false));
    }
    return answer;
  }

  /** Of these keys, those under which a post was saved, and which. Deleted posts keep theirs. */
  public static Map<String, PostId> findByKey(Connection connection, List<String> keys)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT key, id FROM posts WHERE key = ANY (?)")) {
      Unnest.of(statement, keys).column("text", key -> key);
      Map<String, PostId> found = new HashMap<>();
      for (Map.Entry<String, PostId> entry :
          list(statement, row -> Map.entry(row.getString("key"), new PostId(row.getLong("id"))))) {
        found.put(entry.getKey(), entry.getValue());
      }
      return found;
    }
  }
}

package dev.belfry.queue;

import static dev.belfry.sql.Rows.map;

import dev.belfry.post.PostId;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Finds posts by the keys that their senders gave them. */
public final class FindByKey {
  private FindByKey() {}

  /** Of these keys, those under which a post was saved, and which. Deleted posts keep theirs. */
  public static Map<String, PostId> find(Connection connection, List<String> keys)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT key, id FROM posts WHERE key = ANY (?)")) {
      Unnest.of(statement, keys).column("text", key -> key);
      return map(statement, row -> row.getString("key"), row -> new PostId(row.getLong("id")));
    }
  }
}

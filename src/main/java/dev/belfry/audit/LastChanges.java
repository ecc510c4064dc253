package dev.belfry.audit;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.map;
import static java.util.Objects.requireNonNull;

import dev.belfry.post.PostId;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** When posts were changed last, by the history. */
public final class LastChanges {
  /**
   * What happened to a post.
   *
   * @param at when the last thing did
   * @param count how many things did: grows with each
   */
  public record Changed(Instant at, int count) {}

  private LastChanges() {}

  /** Of these posts, each of which has a history. */
  public static Map<PostId, Changed> of(Connection connection, List<PostId> posts)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT post_id, max(at) AS at, count(*) AS count FROM history
            -- Each of the two is in an index of its own.
            WHERE post_id = ANY (?) AND (event = 'published' OR event <> 'published')
            GROUP BY post_id
            """)) {
      Unnest.of(statement, posts).column("bigint", PostId::number);
      return map(
          statement,
          row -> new PostId(row.getLong("post_id")),
          row -> new Changed(requireNonNull(instant(row, "at")), row.getInt("count")));
    }
  }
}

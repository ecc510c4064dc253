package dev.belfry.queue.moving;

import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.post.PostId;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Which post of another Belfry is which post here, and what numbers new ones get. */
public final class MovedNumbers {
  /**
   * A post as another database knows it.
   *
   * @param created when it was written: a database that was restored gives its numbers anew
   */
  public record Known(UUID belfry, long number, Instant created) {}

  /** A post as another database knows it, and as this one does. */
  public record Same(UUID belfry, long number, PostId here) {}

  private record Found(Known there, PostId here) {}

  private MovedNumbers() {}

  /** What this database is, in every backup of it. */
  public static UUID belfry(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT id FROM origin")) {
      return list(statement, row -> row.getObject("id", UUID.class)).get(0);
    }
  }

  /**
   * Whether no post was ever made here, so that those that come in may keep their numbers. Then
   * nobody makes one until the transaction is over.
   */
  public static boolean takeEmpty(Connection connection) throws SQLException {
    if (!isEmpty(connection)) {
      return false;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE posts IN SHARE ROW EXCLUSIVE MODE");
    }
    return isEmpty(connection);
  }

  private static boolean isEmpty(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT NOT EXISTS (SELECT FROM posts) AND NOT EXISTS (SELECT FROM deliveries) AS empty
            """)) {
      return list(statement, row -> row.getBoolean("empty")).get(0);
    }
  }

  /** The next numbers go on behind those that came in. */
  public static void goOn(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          SELECT setval('posts_id_seq', max(id)) FROM posts HAVING max(id) IS NOT NULL
          """);
      statement.execute(
          """
          SELECT setval('deliveries_id_seq', max(id)) FROM deliveries HAVING max(id) IS NOT NULL
          """);
    }
  }

  /** Of these, those that are here already, and which they are. */
  public static Map<Known, PostId> find(Connection connection, List<Known> posts)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT given.place, coalesce(m.post_id, p.id) AS post
            FROM unnest(?::uuid[], ?::bigint[], ?::timestamptz[])
              WITH ORDINALITY AS given (origin, number, created, place)
            LEFT JOIN moved_posts m USING (origin, number)
            LEFT JOIN posts p ON p.id = given.number AND p.created_at = given.created
              AND given.origin = (SELECT id FROM origin)
            WHERE coalesce(m.post_id, p.id) IS NOT NULL
            """)) {
      Unnest.of(statement, posts)
          .column("uuid", Known::belfry)
          .column("bigint", Known::number)
          .column("timestamptz", post -> timestamp(post.created()));
      Map<Known, PostId> found = new HashMap<>();
      for (Found each :
          list(
              statement,
              row ->
                  new Found(posts.get(row.getInt("place") - 1), new PostId(row.getLong("post"))))) {
        found.put(each.there(), each.here());
      }
      return found;
    }
  }

  /** From here on each is known to be that post. */
  public static void note(Connection connection, Collection<Same> posts) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO moved_posts (origin, number, post_id)
            SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::bigint[])
            ON CONFLICT (origin, number) DO NOTHING
            """)) {
      Unnest.of(statement, List.copyOf(posts))
          .column("uuid", Same::belfry)
          .column("bigint", Same::number)
          .column("bigint", post -> post.here().number());
      statement.executeUpdate();
    }
  }
}

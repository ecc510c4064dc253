package dev.belfry.queue.moving;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.belfry.compose.ContentDigest;
import dev.belfry.compose.moving.MovedDelivery;
import dev.belfry.compose.moving.MovedPost;
import dev.belfry.compose.moving.MovedPost.Origin;
import dev.belfry.post.PostId;
import dev.belfry.queue.PlannedPost;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads where posts stand, many at once. */
public final class ReadMovedPosts {
  private record Written(PostId post, Instant created, String by) {}

  private record From(PostId post, Origin origin) {}

  private ReadMovedPosts() {}

  /** Where each of the posts stands, in the order given. */
  public static List<MovedPost> of(Connection connection, List<PlannedPost> posts)
      throws SQLException {
    List<PostId> ids = posts.stream().map(PlannedPost::id).toList();
    Map<PostId, Written> written =
        written(connection, ids).stream().collect(toMap(Written::post, each -> each));
    Map<PostId, List<Origin>> from =
        from(connection, ids).stream()
            .collect(groupingBy(From::post, mapping(From::origin, toList())));
    Map<PostId, List<MovedDelivery>> deliveries = ReadMovedDeliveries.of(connection, ids);
    return posts.stream()
        .map(
            post -> {
              Written how = requireNonNull(written.get(post.id()));
              return new MovedPost(
                  post.id().number(),
                  how.created(),
                  how.by(),
                  ContentDigest.of(post.post()),
                  from.getOrDefault(post.id(), List.of()),
                  deliveries.getOrDefault(post.id(), List.of()));
            })
        .toList();
  }

  private static List<Written> written(Connection connection, List<PostId> posts)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT id, created_at, created_by FROM posts WHERE id = ANY (?)")) {
      Unnest.of(statement, posts).column("bigint", PostId::number);
      return list(
          statement,
          row ->
              new Written(
                  new PostId(row.getLong("id")),
                  requireNonNull(instant(row, "created_at")),
                  row.getString("created_by")));
    }
  }

  private static List<From> from(Connection connection, List<PostId> posts) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT post_id, origin, number FROM moved_posts
            WHERE post_id = ANY (?) AND origin <> (SELECT id FROM origin)
            ORDER BY post_id, origin, number
            """)) {
      Unnest.of(statement, posts).column("bigint", PostId::number);
      return list(
          statement,
          row ->
              new From(
                  new PostId(row.getLong("post_id")),
                  new Origin(row.getObject("origin", UUID.class), row.getLong("number"))));
    }
  }
}

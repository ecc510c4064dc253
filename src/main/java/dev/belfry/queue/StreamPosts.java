package dev.belfry.queue;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.list;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.belfry.media.MediaRow;
import dev.belfry.post.Attachment;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.post.Presentation;
import dev.belfry.post.Terms;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads every post, batch by batch, in bounded memory. */
public final class StreamPosts {
  private static final int BATCH = 500;

  /** Takes some posts; may read more about them on the same connection. */
  @FunctionalInterface
  public interface TakeBatch {
    void take(List<PlannedPost> posts) throws SQLException;
  }

  private record Header(PostId id, @Nullable String key, Presentation presentation, Terms terms) {}

  private record PartKey(PostId post, int position) {}

  private record PartRow(PartKey key, String text, Map<Network, String> wording) {}

  private record Carried(PartKey part, Attachment attachment) {}

  private StreamPosts() {}

  /**
   * Hands every post that was not deleted to the consumer, by number. All are seen as they stood at
   * one moment, whatever others do meanwhile.
   *
   * @param connection in a transaction that has done nothing yet
   */
  public static void read(Connection connection, Consumer<PlannedPost> consumer)
      throws SQLException {
    seeOneMoment(connection);
    readBatches(connection, posts -> posts.forEach(consumer));
  }

  /** The same, batch by batch, in a transaction that {@link #seeOneMoment sees one moment}. */
  public static void readBatches(Connection connection, TakeBatch consumer) throws SQLException {
    List<Header> headers = headers(connection, 0);
    while (!headers.isEmpty()) {
      consumer.take(posts(connection, headers));
      headers = headers(connection, headers.get(headers.size() - 1).id().number());
    }
  }

  /** Those of the posts that were not deleted, by number. */
  public static List<PlannedPost> among(Connection connection, List<PostId> ids)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT id, key, quotes, visibility, language, warning, not_before, skip_checks
            FROM posts WHERE id = ANY (?) AND removed_at IS NULL ORDER BY id
            """)) {
      Unnest.of(statement, ids).column("bigint", PostId::number);
      return posts(connection, list(statement, StreamPosts::header));
    }
  }

  /** How many of the posts that are not deleted have images. */
  public static long countWithImages(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT count(DISTINCT m.post_id) AS posts
            FROM part_media m JOIN posts p ON p.id = m.post_id
            WHERE p.removed_at IS NULL
            """)) {
      return first(statement, row -> row.getLong("posts")).orElseThrow();
    }
  }

  /**
   * Has the transaction see everything as it stands at one moment, whatever others do meanwhile.
   *
   * @param connection in a transaction that has done nothing yet
   */
  public static void seeOneMoment(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    }
  }

  private static List<Header> headers(Connection connection, long after) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT id, key, quotes, visibility, language, warning, not_before, skip_checks
            FROM posts WHERE id > ? AND removed_at IS NULL ORDER BY id LIMIT ?
            """)) {
      statement.setLong(1, after);
      statement.setInt(2, BATCH);
      return list(statement, StreamPosts::header);
    }
  }

  private static Header header(ResultSet row) throws SQLException {
    return new Header(
        new PostId(row.getLong("id")),
        row.getString("key"),
        PresentationColumns.read(row),
        TermsColumns.read(row));
  }

  private static List<PlannedPost> posts(Connection connection, List<Header> headers)
      throws SQLException {
    List<PostId> ids = headers.stream().map(Header::id).toList();
    Map<PartKey, List<Attachment>> media =
        media(connection, ids).stream()
            .collect(groupingBy(Carried::part, mapping(Carried::attachment, toList())));
    Map<PostId, List<Part>> parts =
        parts(connection, ids).stream()
            .collect(
                groupingBy(
                    row -> row.key().post(),
                    mapping(
                        row ->
                            new Part(
                                row.text(),
                                row.wording(),
                                media.getOrDefault(row.key(), List.of())),
                        toList())));
    Map<PostId, List<PlannedPost.Plan>> plans = ReadPlans.of(connection, ids);
    return headers.stream()
        .map(
            header ->
                new PlannedPost(
                    header.id(),
                    header.key(),
                    new Post(
                        parts.getOrDefault(header.id(), List.of()),
                        header.presentation(),
                        header.terms()),
                    plans.getOrDefault(header.id(), List.of())))
        .toList();
  }

  private static List<PartRow> parts(Connection connection, List<PostId> ids) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT post_id, position, text, wording FROM parts WHERE post_id = ANY (?)
            ORDER BY post_id, position
            """)) {
      Unnest.of(statement, ids).column("bigint", PostId::number);
      return list(
          statement,
          row ->
              new PartRow(
                  key(row, "position"),
                  row.getString("text"),
                  ByNetwork.read(row.getString("wording"))));
    }
  }

  private static List<Carried> media(Connection connection, List<PostId> ids) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT pm.post_id, pm.part, pm.alt, %s
            FROM part_media pm JOIN media m ON m.sha256 = pm.sha256
            WHERE pm.post_id = ANY (?)
            ORDER BY pm.post_id, pm.part, pm.position
            """
                .formatted(MediaRow.COLUMNS))) {
      Unnest.of(statement, ids).column("bigint", PostId::number);
      return list(statement, row -> new Carried(key(row, "part"), attachment(row)));
    }
  }

  private static PartKey key(ResultSet row, String position) throws SQLException {
    return new PartKey(new PostId(row.getLong("post_id")), row.getInt(position));
  }

  private static Attachment attachment(ResultSet row) throws SQLException {
    return new Attachment(MediaRow.of(row), row.getString("alt"));
  }
}

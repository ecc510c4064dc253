package dev.belfry.queue;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static java.util.Objects.requireNonNull;

import dev.belfry.media.MediaRow;
import dev.belfry.post.Attachment;
import dev.belfry.post.Network;
import dev.belfry.post.NotPossible;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.post.Presentation;
import dev.belfry.post.Terms;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a post with everything that belongs to it. */
public final class ReadPost {
  private record Header(@Nullable String key, Instant createdAt, String createdBy) {}

  private record PartRow(
      int position,
      String text,
      Map<Network, String> wording,
      Presentation presentation,
      Terms terms) {}

  private record PositionedMedia(int part, Attachment attachment) {}

  private ReadPost() {}

  /**
   * The post of that number.
   *
   * @throws NotPossible where there is none, or it was deleted
   */
  public static StoredPost read(Connection connection, PostId id) throws SQLException {
    Header header = header(connection, id);
    Post post = wording(connection, id);
    return new StoredPost(
        id,
        header.key(),
        header.createdAt(),
        header.createdBy(),
        post,
        ReadDeliveries.of(connection, id, post.parts().size()));
  }

  private static Header header(Connection connection, PostId id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT key, created_at, created_by FROM posts WHERE id = ? AND removed_at IS NULL")) {
      statement.setLong(1, id.number());
      return first(
              statement,
              row ->
                  new Header(
                      row.getString("key"),
                      requireNonNull(instant(row, "created_at")),
                      row.getString("created_by")))
          .orElseThrow(
              () ->
                  new NotPossible(
                      "there is no post %s; belfry list shows what there is".formatted(id)));
    }
  }

  /** What the post says, whether it was deleted or not. */
  public static Post wording(Connection connection, PostId id) throws SQLException {
    Map<Integer, List<Attachment>> media =
        media(connection, id).stream()
            .collect(
                Collectors.groupingBy(
                    PositionedMedia::part,
                    Collectors.mapping(PositionedMedia::attachment, Collectors.toList())));
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT p.position, p.text, p.wording, s.quotes, s.visibility, s.language, s.warning,
                   s.not_before, s.skip_checks
            FROM parts p JOIN posts s ON s.id = p.post_id
            WHERE p.post_id = ?
            ORDER BY p.position
            """)) {
      statement.setLong(1, id.number());
      List<PartRow> parts = list(statement, ReadPost::part);
      return new Post(
          parts.stream()
              .map(
                  part ->
                      new Part(
                          part.text(),
                          part.wording(),
                          media.getOrDefault(part.position(), List.of())))
              .toList(),
          parts.get(0).presentation(),
          parts.get(0).terms());
    }
  }

  private static PartRow part(ResultSet row) throws SQLException {
    return new PartRow(
        row.getInt("position"),
        row.getString("text"),
        ByNetwork.read(row.getString("wording")),
        PresentationColumns.read(row),
        TermsColumns.read(row));
  }

  private static List<PositionedMedia> media(Connection connection, PostId id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT pm.part, pm.alt, %s
            FROM part_media pm JOIN media m ON m.sha256 = pm.sha256
            WHERE pm.post_id = ?
            ORDER BY pm.part, pm.position
            """
                .formatted(MediaRow.COLUMNS))) {
      statement.setLong(1, id.number());
      return list(
          statement,
          row ->
              new PositionedMedia(
                  row.getInt("part"), new Attachment(MediaRow.of(row), row.getString("alt"))));
    }
  }
}

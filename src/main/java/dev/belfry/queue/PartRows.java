package dev.belfry.queue;

import dev.belfry.post.Attachment;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The rows that hold what posts say, for many posts in one statement each. */
final class PartRows {
  private record PartRow(long post, int position, Part part) {}

  private record MediaRow(PartRow part, int position, Attachment attachment) {
    byte[] sha256() {
      return HexFormat.of().parseHex(attachment.media().sha256());
    }
  }

  private PartRows() {}

  static void insert(Connection connection, Map<PostId, Post> posts) throws SQLException {
    List<PartRow> parts = new ArrayList<>();
    List<MediaRow> media = new ArrayList<>();
    posts.forEach(
        (id, post) -> {
          for (int i = 0; i < post.parts().size(); i++) {
            PartRow part = new PartRow(id.number(), i + 1, post.parts().get(i));
            parts.add(part);
            for (int j = 0; j < part.part().media().size(); j++) {
              media.add(new MediaRow(part, j + 1, part.part().media().get(j)));
            }
          }
        });
    insertParts(connection, parts);
    if (!media.isEmpty()) {
      insertMedia(connection, media);
    }
  }

  /** Media rows go with their parts. */
  static void delete(Connection connection, PostId post) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM parts WHERE post_id = ?")) {
      statement.setLong(1, post.number());
      statement.executeUpdate();
    }
  }

  private static void insertParts(Connection connection, List<PartRow> rows) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO parts (post_id, position, text, wording)
            SELECT post_id, position, text, wording::jsonb
            FROM unnest(?::bigint[], ?::smallint[], ?::text[], ?::text[])
              AS of_caller (post_id, position, text, wording)
            """)) {
      Unnest.of(statement, rows)
          .column("bigint", PartRow::post)
          .column("smallint", PartRow::position)
          .column("text", row -> row.part().text())
          .column("text", row -> ByNetwork.json(row.part().wording()));
      statement.executeUpdate();
    }
  }

  private static void insertMedia(Connection connection, List<MediaRow> rows) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO part_media (post_id, part, position, sha256, alt)
            SELECT * FROM unnest(?::bigint[], ?::smallint[], ?::smallint[], ?::bytea[], ?::text[])
            """)) {
      Unnest.of(statement, rows)
          .column("bigint", row -> row.part().post())
          .column("smallint", row -> row.part().position())
          .column("smallint", MediaRow::position)
          .bytes(MediaRow::sha256)
          .column("text", row -> row.attachment().alt());
      statement.executeUpdate();
    }
  }
}

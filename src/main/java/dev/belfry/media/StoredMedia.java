package dev.belfry.media;

import dev.belfry.post.Media;
import dev.belfry.post.PostId;
import dev.belfry.sql.Rows;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A medium in the store.
 *
 * @param addedAt when it was stored
 * @param posts which posts that are not deleted carry it, in their order
 */
public record StoredMedia(Media media, Instant addedAt, List<PostId> posts) {
  public StoredMedia {
    posts = List.copyOf(posts);
  }

  /** Everything in the store, the newest first. */
  public static List<StoredMedia> all(Connection connection) throws SQLException {
    String sql =
        """
        SELECT %s, m.added_at,
               array(SELECT DISTINCT pm.post_id
                     FROM part_media pm JOIN posts p ON p.id = pm.post_id
                     WHERE pm.sha256 = m.sha256 AND p.removed_at IS NULL
                     ORDER BY pm.post_id) AS posts
        FROM media m
        ORDER BY m.added_at DESC, m.sha256
        """
            .formatted(MediaRow.COLUMNS);
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      return Rows.list(select, StoredMedia::of);
    }
  }

  private static StoredMedia of(ResultSet row) throws SQLException {
    List<PostId> posts = new ArrayList<>();
    Array numbers = row.getArray("posts");
    for (Long number : (Long[]) numbers.getArray()) {
      posts.add(new PostId(number));
    }
    return new StoredMedia(
        MediaRow.of(row), Objects.requireNonNull(Rows.instant(row, "added_at")), posts);
  }
}

package dev.belfry.media;

import dev.belfry.post.Media;
import dev.belfry.sql.Rows;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/**
 * Deletes the media that no post carries, or none but deleted ones. What was stored within the last
 * day stays: somebody may be about to name it in a post.
 */
public final class CollectGarbage {
  private static final String UNUSED =
      """
      m.added_at < clock_timestamp() - interval '1 day'
      AND NOT EXISTS (SELECT FROM part_media pm JOIN posts p ON p.id = pm.post_id
                      WHERE pm.sha256 = m.sha256 AND p.removed_at IS NULL)
      """;

  private CollectGarbage() {}

  /** What would be deleted now. */
  public static List<Media> find(Connection connection) throws SQLException {
    String sql =
        "SELECT " + MediaRow.COLUMNS + " FROM media m WHERE " + UNUSED + " ORDER BY m.sha256";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      return Rows.list(select, MediaRow::of);
    }
  }

  /**
   * Deletes it, in the connection's transaction, and tells what it was.
   *
   * <p>Locked first and looked at again: from then on nobody can put one on a post, and whoever did
   * just before is seen. What somebody is storing again in this moment is passed over.
   */
  public static List<Media> delete(Connection connection) throws SQLException {
    List<byte[]> locked = lock(connection);
    List<Media> unused = locked.isEmpty() ? List.of() : unusedAmong(connection, locked);
    if (!unused.isEmpty()) {
      List<byte[]> hashes = unused.stream().map(CollectGarbage::hash).toList();
      execute(connection, "DELETE FROM part_media WHERE sha256 = ANY (?)", hashes);
      execute(connection, "DELETE FROM media WHERE sha256 = ANY (?)", hashes);
    }
    return unused;
  }

  private static List<byte[]> lock(Connection connection) throws SQLException {
    String sql =
        "SELECT m.sha256 FROM media m WHERE "
            + UNUSED
            + " ORDER BY m.sha256 FOR UPDATE SKIP LOCKED";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      return Rows.list(select, row -> row.getBytes("sha256"));
    }
  }

  private static List<Media> unusedAmong(Connection connection, List<byte[]> hashes)
      throws SQLException {
    String sql =
        "SELECT " + MediaRow.COLUMNS + " FROM media m WHERE m.sha256 = ANY (?) AND " + UNUSED;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      Unnest.of(select, hashes).bytes(hash -> hash);
      return Rows.list(select, MediaRow::of);
    }
  }

  private static void execute(Connection connection, String sql, List<byte[]> hashes)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Unnest.of(statement, hashes).bytes(hash -> hash);
      statement.executeUpdate();
    }
  }

  private static byte[] hash(Media media) {
    return HexFormat.of().parseHex(media.sha256());
  }
}

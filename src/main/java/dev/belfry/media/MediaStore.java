package dev.belfry.media;

import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import dev.belfry.sql.Database;
import dev.belfry.sql.Rows;
import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Images in the database, each once under its hash, so that whichever node releases a post has
 * them.
 */
public final class MediaStore {
  private MediaStore() {}

  /** Stores the image where it is not stored yet. Part of the connection's transaction. */
  public static void put(Connection connection, MediaFile file) throws SQLException {
    String sql =
        """
        INSERT INTO media (sha256, type, width, height, bytes)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (sha256) DO NOTHING
        """;
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setBytes(1, HexFormat.of().parseHex(file.media().sha256()));
      insert.setString(2, file.media().type().mime());
      insert.setInt(3, file.media().width());
      insert.setInt(4, file.media().height());
      insert.setBytes(5, file.bytes());
      insert.executeUpdate();
    }
  }

  /**
   * The bytes of a stored image.
   *
   * @param sha256 64 hexadecimal digits
   */
  public static Optional<byte[]> read(Connection connection, String sha256) throws SQLException {
    String sql = "SELECT bytes FROM media WHERE sha256 = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setBytes(1, HexFormat.of().parseHex(sha256));
      return Rows.first(select, row -> row.getBytes("bytes"));
    }
  }

  /** The stored media of a database, for adapters. */
  public static MediaSource source(Database database) {
    return sha256 ->
        new ByteArrayInputStream(
            database
                .lend(connection -> read(connection, sha256))
                .orElseThrow(() -> new IllegalStateException("no media " + sha256)));
  }

  /**
   * What is known of a stored image, without its bytes.
   *
   * @param sha256 64 hexadecimal digits
   */
  public static Optional<Media> find(Connection connection, String sha256) throws SQLException {
    String sql =
        """
        SELECT type, width, height, octet_length(bytes) AS size
        FROM media
        WHERE sha256 = ?
        """;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setBytes(1, HexFormat.of().parseHex(sha256));
      return Rows.first(
          select,
          row ->
              new Media(
                  sha256,
                  MediaType.ofMime(row.getString("type")).orElseThrow(),
                  row.getInt("width"),
                  row.getInt("height"),
                  row.getLong("size")));
    }
  }
}

package dev.belfry.media;

import dev.belfry.post.InvalidInput;
import dev.belfry.post.Media;
import dev.belfry.post.Sha256;
import dev.belfry.sql.Database;
import dev.belfry.sql.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Media in the database, each once under its hash, so that whichever node releases a post has them.
 * They lie there in chunks: a video is written and read without ever being in memory as a whole.
 */
public final class MediaStore {
  /** 1 MiB. */
  static final int CHUNK = 1 << 20;

  private MediaStore() {}

  /**
   * Stores the medium where it is not stored yet. Part of the connection's transaction, until whose
   * end nobody collects it as garbage. Of two who store the same at once the second waits for the
   * first, and finds it there.
   *
   * @throws InvalidInput where the file is no longer what was read of it before
   */
  public static void put(Connection connection, MediaFile file) throws SQLException {
    while (!keep(connection, file.media())) {
      if (insert(connection, file.media())) {
        write(connection, file);
        return;
      }
    }
  }

  /** Whether it is there; it is not collected while this transaction lasts. */
  private static boolean keep(Connection connection, Media media) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT 1 FROM media WHERE sha256 = ? FOR KEY SHARE")) {
      select.setBytes(1, hash(media.sha256()));
      return Rows.first(select, row -> true).isPresent();
    }
  }

  private static boolean insert(Connection connection, Media media) throws SQLException {
    String sql =
        """
        INSERT INTO media (sha256, type, width, height, animated, duration_ms, size)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (sha256) DO NOTHING
        """;
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setBytes(1, hash(media.sha256()));
      insert.setString(2, media.type().mime());
      insert.setInt(3, media.width());
      insert.setInt(4, media.height());
      insert.setBoolean(5, media.animated());
      if (media.duration() == null) {
        insert.setNull(6, Types.BIGINT);
      } else {
        insert.setLong(6, media.duration().toMillis());
      }
      insert.setLong(7, media.size());
      return insert.executeUpdate() == 1;
    }
  }

  private static void write(Connection connection, MediaFile file) throws SQLException {
    String sql = "INSERT INTO media_chunks (sha256, n, bytes) VALUES (?, ?, ?)";
    MessageDigest digest = Sha256.begin();
    byte[] hash = hash(file.media().sha256());
    try (InputStream in = file.content().open();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setBytes(1, hash);
      int n = 0;
      for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
        digest.update(chunk);
        insert.setInt(2, n);
        insert.setBytes(3, chunk);
        insert.executeUpdate();
        n++;
      }
    } catch (IOException e) {
      throw changed(e.toString());
    }
    if (!Arrays.equals(digest.digest(), hash)) {
      throw changed("its content is another");
    }
  }

  private static InvalidInput changed(String how) {
    return new InvalidInput(
        "", "a file changed while it was read (%s); run the command again".formatted(how));
  }

  /** The stored media of a database, for adapters: each chunk is asked for when it is needed. */
  public static MediaSource source(Database database) {
    return sha256 ->
        new ChunkStream(n -> database.lend(connection -> chunk(connection, sha256, n)), sha256);
  }

  /** The stored media, read on this connection, which nobody may use meanwhile. */
  public static MediaSource source(Connection connection) {
    return sha256 -> new ChunkStream(n -> chunk(connection, sha256, n), sha256);
  }

  private static byte[] chunk(Connection connection, String sha256, int n) throws SQLException {
    String sql = "SELECT bytes FROM media_chunks WHERE sha256 = ? AND n = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setBytes(1, hash(sha256));
      select.setInt(2, n);
      return Rows.first(select, row -> row.getBytes("bytes")).orElse(ChunkStream.NONE);
    }
  }

  /**
   * What is known of a stored medium.
   *
   * @param sha256 64 hexadecimal digits
   */
  public static Optional<Media> find(Connection connection, String sha256) throws SQLException {
    String sql = "SELECT " + MediaRow.COLUMNS + " FROM media m WHERE m.sha256 = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setBytes(1, hash(sha256));
      return Rows.first(select, MediaRow::of);
    }
  }

  private static byte[] hash(String sha256) {
    return HexFormat.of().parseHex(sha256);
  }
}

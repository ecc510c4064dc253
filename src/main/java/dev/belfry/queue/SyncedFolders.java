package dev.belfry.queue;

import static dev.belfry.sql.Rows.list;

import dev.belfry.post.PostId;
import dev.belfry.sql.Rows;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Folders of post files as they were when they were synced last. */
public final class SyncedFolders {
  /**
   * A folder.
   *
   * @param place where it was when it was synced last
   */
  public record Folder(int id, String place) {}

  /**
   * A file as it was taken in.
   *
   * @param path from the folder on, with slashes
   * @param digest 64 lower-case hexadecimal digits
   * @param post the post that it is
   * @param key the post's key; null where it has none
   * @param deleted whether somebody has deleted that post since
   */
  public record SyncedFile(
      String path,
      String digest,
      String source,
      PostId post,
      @Nullable String key,
      boolean deleted) {

    /** The same post, as another file. */
    public SyncedFile as(String newPath, String newDigest, String newSource) {
      return new SyncedFile(newPath, newDigest, newSource, post, key, deleted);
    }
  }

  /** A file and the folder that it is in. */
  public record Owner(String folder, String path) {}

  private SyncedFolders() {}

  /**
   * The folder of that name, made known where it is new: until the transaction is over nobody else
   * syncs it.
   *
   * @param place where it is, for a new one
   */
  public static Folder lock(Connection connection, String name, String place, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO synced_folders (name, place, synced_by) VALUES (?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET name = excluded.name
            RETURNING id, place
            """)) {
      statement.setString(1, name);
      statement.setString(2, place);
      statement.setString(3, actor);
      return list(statement, row -> new Folder(row.getInt("id"), row.getString("place"))).get(0);
    }
  }

  /** Every file that the folder had. */
  public static List<SyncedFile> files(Connection connection, String folder) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT f.path, encode(f.digest, 'hex') AS digest, f.source, f.post_id, p.key,
                   p.removed_at IS NOT NULL AS deleted
            FROM synced_files f
            JOIN synced_folders s ON s.id = f.folder_id
            JOIN posts p ON p.id = f.post_id
            WHERE s.name = ?
            ORDER BY f.path
            """)) {
      statement.setString(1, folder);
      return list(
          statement,
          row ->
              new SyncedFile(
                  row.getString("path"),
                  row.getString("digest"),
                  row.getString("source"),
                  new PostId(row.getLong("post_id")),
                  row.getString("key"),
                  row.getBoolean("deleted")));
    }
  }

  /** The file that the post is, in whichever folder; empty where it is none. */
  public static Optional<Owner> ownerOf(Connection connection, PostId post) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT s.name, f.path
            FROM synced_files f JOIN synced_folders s ON s.id = f.folder_id
            WHERE f.post_id = ?
            """)) {
      statement.setLong(1, post.number());
      return Rows.first(statement, row -> new Owner(row.getString("name"), row.getString("path")));
    }
  }

  /** Notes files as they were taken in; those under other paths are forgotten first. */
  public static void keep(Connection connection, Folder folder, List<SyncedFile> files)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO synced_files (folder_id, path, digest, source, post_id)
            SELECT ?, path, decode(digest, 'hex'), source, post
            FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[])
              AS of_caller (path, digest, source, post)
            """)) {
      statement.setInt(1, folder.id());
      Unnest.from(statement, 2, files)
          .column("text", SyncedFile::path)
          .column("text", SyncedFile::digest)
          .column("text", SyncedFile::source)
          .column("bigint", file -> file.post().number());
      statement.executeUpdate();
    }
  }

  /** Forgets the files under these paths; their posts stay as they are. */
  public static void forget(Connection connection, Folder folder, List<String> paths)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "DELETE FROM synced_files WHERE folder_id = ? AND path = ANY (?)")) {
      statement.setInt(1, folder.id());
      Unnest.from(statement, 2, paths).column("text", path -> path);
      statement.executeUpdate();
    }
  }

  /** Notes who synced the folder, when, and where it was. */
  public static void synced(Connection connection, Folder folder, String place, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE synced_folders SET place = ?, synced_by = ?, synced_at = clock_timestamp()
            WHERE id = ?
            """)) {
      statement.setString(1, place);
      statement.setString(2, actor);
      statement.setInt(3, folder.id());
      statement.executeUpdate();
    }
  }
}

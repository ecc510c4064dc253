package dev.belfry.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.testing.PostgresExtension;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
final class MediaStoreTest {
  private final Database database;
  private final Path folder;

  MediaStoreTest(DataSource source, @TempDir Path folder) {
    this.database = new Database(Connections.of(source));
    this.folder = folder;
  }

  @Test
  void an_image_comes_back_as_it_was_put() {
    MediaFile bell = ProbeImage.probe(Images.png(folder, "bell.png"));

    put(bell);

    assertThat(read(bell.media().sha256()))
        .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(bell.bytes()));
    assertThat(find(bell.media().sha256())).contains(bell.media());
  }

  @Test
  void the_same_image_twice_is_stored_once() {
    MediaFile bell = ProbeImage.probe(Images.png(folder, "bell.png"));

    put(bell);
    put(ProbeImage.probe(Images.png(folder, "copy.png")));

    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void a_picture_of_the_largest_size_goes_in_and_out() {
    byte[] bytes = new byte[ProbeImage.MOST_BYTES];
    Media media = new Media("ab".repeat(32), MediaType.JPEG, 9_000, 9_000, bytes.length);

    put(new MediaFile(media, bytes));

    assertThat(read(media.sha256())).hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
    assertThat(find(media.sha256())).contains(media);
  }

  @Test
  void what_was_never_put_is_not_there() {
    assertThat(read("00".repeat(32))).isEmpty();
    assertThat(find("00".repeat(32))).isEmpty();
  }

  private void put(MediaFile file) {
    database.<Optional<Void>>inTransaction(
        connection -> {
          MediaStore.put(connection, file);
          return Optional.empty();
        });
  }

  private Optional<byte[]> read(String sha256) {
    return database.lend(connection -> MediaStore.read(connection, sha256));
  }

  private Optional<Media> find(String sha256) {
    return database.lend(connection -> MediaStore.find(connection, sha256));
  }

  private long rows() {
    return database.lend(MediaStoreTest::count);
  }

  private static long count(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT count(*) FROM media");
        var rows = select.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }
}

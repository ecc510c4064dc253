package dev.belfry.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.post.InvalidInput;
import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.testing.PostgresExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
final class MediaStoreTest {
  private final Connections connections;
  private final Database database;
  private final Path folder;

  MediaStoreTest(DataSource source, @TempDir Path folder) {
    this.connections = Connections.of(source);
    this.database = new Database(connections);
    this.folder = folder;
  }

  @Test
  void an_image_comes_back_as_it_was_put() {
    MediaFile bell = ProbeMedia.probe(Images.png(folder, "bell.png"));

    put(bell);

    assertThat(read(bell.media().sha256()))
        .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(Contents.of(bell)));
    assertThat(find(bell.media().sha256())).contains(bell.media());
  }

  @Test
  void the_same_image_twice_is_stored_once() {
    MediaFile bell = ProbeMedia.probe(Images.png(folder, "bell.png"));

    put(bell);
    put(ProbeMedia.probe(Images.png(folder, "copy.png")));

    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void a_picture_of_the_largest_size_goes_in_and_out() {
    byte[] bytes = new byte[ProbeMedia.MOST_IMAGE_BYTES];
    Media media = new Media(Hash.of(bytes), MediaType.JPEG, 9_000, 9_000, bytes.length);

    put(new MediaFile(media, MediaContent.of(bytes)));

    assertThat(read(media.sha256())).hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
    assertThat(find(media.sha256())).contains(media);
  }

  @Test
  void a_video_goes_in_and_out_chunk_by_chunk() throws IOException {
    byte[] film = new MadeMp4().withSamples(3_500).bytes();
    MediaFile probed = ProbeMedia.probe(Files.write(folder.resolve("film.mp4"), film));

    put(probed);

    assertThat(probed.media().size()).isGreaterThan(3 * MediaStore.CHUNK);
    assertThat(count("media_chunks")).isEqualTo(4);
    assertThat(find(probed.media().sha256())).contains(probed.media());
    assertThat(read(probed.media())).isEqualTo(Contents.of(probed));
  }

  @Test
  void a_medium_that_is_read_has_one_chunk_in_memory_at_a_time() throws IOException {
    byte[] bytes = new byte[3 * MediaStore.CHUNK + 1];
    Media media = new Media(Hash.of(bytes), MediaType.JPEG, 900, 900, bytes.length);
    put(new MediaFile(media, MediaContent.of(bytes)));
    AtomicInteger asked = new AtomicInteger();
    Database counting =
        new Database(
            new Connections() {
              @Override
              public Connection borrow() throws SQLException {
                asked.incrementAndGet();
                return connections.borrow();
              }

              @Override
              public void giveBack(Connection connection) throws SQLException {
                connections.giveBack(connection);
              }
            });

    try (InputStream in = MediaStore.source(counting).open(media.sha256())) {
      assertThat(in.readNBytes(MediaStore.CHUNK)).hasSize(MediaStore.CHUNK);
      assertThat(asked).hasValue(1);
      assertThat(in.read()).isZero();
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  void a_file_that_changes_before_it_is_stored_is_told() throws IOException {
    Path film = Files.write(folder.resolve("film.mp4"), new MadeMp4().bytes());
    MediaFile probed = ProbeMedia.probe(film);
    Files.write(film, new MadeMp4().withSamples(4).bytes());

    assertThatThrownBy(() -> put(probed))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("a file changed while it was read");
    assertThat(rows()).isZero();
  }

  @Test
  void two_who_store_the_same_at_once_store_it_once() throws Exception {
    MediaFile bell = ProbeMedia.probe(Images.png(folder, "bell.png"));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Boolean>> all = Collections.nCopies(4, () -> putAndReturn(bell));
      for (Future<Boolean> each : threads.invokeAll(all)) {
        assertThat(each.get(30, TimeUnit.SECONDS)).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(rows()).isEqualTo(1);
    assertThat(count("media_chunks")).isEqualTo(1);
    assertThat(read(bell.media())).isEqualTo(Contents.of(bell));
  }

  @Test
  void what_was_never_put_cannot_be_opened() {
    assertThatThrownBy(() -> MediaStore.source(database).open("00".repeat(32)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no media 0000");
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
    return find(sha256).map(media -> read(media));
  }

  private byte[] read(Media media) {
    try (InputStream in = MediaStore.source(database).open(media.sha256())) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Media> find(String sha256) {
    return database.lend(connection -> MediaStore.find(connection, sha256));
  }

  private boolean putAndReturn(MediaFile file) {
    put(file);
    return true;
  }

  private long rows() {
    return count("media");
  }

  private long count(String table) {
    return database.lend(connection -> count(connection, table));
  }

  private static long count(Connection connection, String table) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT count(*) FROM " + table);
        var rows = select.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }
}

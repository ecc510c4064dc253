package dev.belfry.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.belfry.publish.SentMark;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node remembers by itself outlives it, whatever becomes of it or of its file. */
final class MarkFilesTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final UUID ORIGIN = UUID.fromString("00000000-0000-0000-0000-00000000002a");

  private final Path folder;

  MarkFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void what_one_node_noted_the_next_one_reads() {
    try (MarkFiles marks = new MarkFiles(folder)) {
      assertThat(marks.recent(ORIGIN)).isEmpty();
      add(marks, mark(1), mark(2));
      assertThat(marks.recent(ORIGIN)).containsExactly(mark(1), mark(2));
    }

    assertThat(readAnew()).containsExactly(mark(1), mark(2));
    assertThat(Files.exists(folder.resolve(ORIGIN.toString()).resolve("2.marks"))).isFalse();
  }

  @Test
  void nothing_is_on_the_disk_before_something_is_asked_for() {
    new MarkFiles(folder.resolve("marks")).close();

    assertThat(folder.resolve("marks")).doesNotExist();
  }

  @Test
  void the_newest_are_kept_and_the_file_does_not_grow() throws IOException {
    try (MarkFiles marks = new MarkFiles(folder)) {
      add(marks, marks(1, 70));
    }
    long size = Files.size(file(1));
    try (MarkFiles marks = new MarkFiles(folder)) {
      add(marks, marks(71, 200));
      assertThat(marks.recent(ORIGIN)).containsExactly(marks(137, 200));
    }

    assertThat(readAnew()).containsExactly(marks(137, 200));
    assertThat(Files.size(file(1))).isEqualTo(size).isEqualTo(64 * 512);
  }

  @Test
  void nodes_in_one_home_have_a_file_each_and_read_each_others() {
    try (MarkFiles one = new MarkFiles(folder);
        MarkFiles two = new MarkFiles(folder)) {
      add(one, mark(1));
      add(two, mark(2));
      assertThat(two.recent(ORIGIN)).containsExactly(mark(1), mark(2));
    }

    assertThat(file(2)).exists();
    assertThat(readAnew()).containsExactly(mark(1), mark(2));
  }

  /** Regression: reading every file of the folder, the own one too, gave the lock away. */
  @Test
  void the_file_stays_locked_for_as_long_as_the_node_runs() throws IOException {
    Path locks = Path.of("/proc/locks");
    assumeTrue(Files.isReadable(locks), "skipped: this system does not list its locks");
    try (MarkFiles marks = new MarkFiles(folder)) {
      add(marks, mark(1));
      assertThat(Files.readString(locks))
          .contains(":" + Files.getAttribute(file(1), "unix:ino") + " ");
    }
    assertThat(Files.readString(locks))
        .doesNotContain(":" + Files.getAttribute(file(1), "unix:ino") + " ");
  }

  @Test
  void what_was_noted_of_another_database_is_not_told() {
    try (MarkFiles marks = new MarkFiles(folder)) {
      add(marks, mark(1));
      assertThat(marks.recent(new UUID(0, 7))).isEmpty();
    }
  }

  @Test
  void a_line_that_was_cut_off_in_the_middle_costs_itself_only() throws IOException {
    try (MarkFiles marks = new MarkFiles(folder)) {
      add(marks, marks(1, 5));
    }
    overwrite(5 * 512 + 20, 492);

    assertThat(readAnew()).containsExactly(marks(1, 4));
  }

  @Test
  void a_changed_digit_is_noticed() throws IOException {
    try (MarkFiles marks = new MarkFiles(folder)) {
      add(marks, marks(1, 3));
    }
    overwrite(2 * 512, 1);

    assertThat(readAnew()).containsExactly(mark(1), mark(3));
  }

  @Test
  void garbage_is_passed_over_and_written_over() throws IOException {
    Files.createDirectories(folder.resolve(ORIGIN.toString()));
    Files.write(file(1), "no marks at all, but a letter\n".repeat(100).getBytes(UTF_8));

    try (MarkFiles marks = new MarkFiles(folder)) {
      add(marks, mark(1));
    }

    assertThat(readAnew()).containsExactly(mark(1));
  }

  @Test
  void where_nothing_can_be_written_posts_go_out_all_the_same() throws IOException {
    Files.writeString(folder.resolve("marks"), "a file where a folder should be");

    try (MarkFiles marks = new MarkFiles(folder.resolve("marks"))) {
      add(marks, mark(1));
      assertThat(marks.recent(ORIGIN)).isEmpty();
    }
  }

  private List<SentMark> readAnew() {
    try (MarkFiles marks = new MarkFiles(folder)) {
      return marks.recent(ORIGIN);
    }
  }

  private Path file(int number) {
    return folder.resolve(ORIGIN.toString()).resolve(number + ".marks");
  }

  private void overwrite(long from, int count) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(file(1).toFile(), "rw")) {
      file.seek(from);
      file.write("9".repeat(count).getBytes(UTF_8));
    }
  }

  private static void add(MarkFiles marks, SentMark... all) {
    Stream.of(all).forEach(mark -> marks.aboutToSend(ORIGIN, mark));
  }

  private static SentMark[] marks(int from, int until) {
    return IntStream.rangeClosed(from, until)
        .mapToObj(MarkFilesTest::mark)
        .toArray(SentMark[]::new);
  }

  private static SentMark mark(int number) {
    return new SentMark(
        0, number, 1, 1, "ab".repeat(32), NOON.plusSeconds(number).plusNanos(number));
  }
}

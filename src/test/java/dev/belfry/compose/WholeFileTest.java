package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.post.InvalidInput;
import dev.belfry.testing.NamedPipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are there as a whole or not at all. */
final class WholeFileTest {
  private final Path folder;
  private final Path path;

  WholeFileTest(@TempDir Path folder) {
    this.folder = folder;
    this.path = folder.resolve("history.jsonl");
  }

  @Test
  void of_two_that_write_it_at_once_nothing_is_mixed_and_the_last_to_finish_is_the_one() {
    try (WholeFile one = whole(path);
        WholeFile other = whole(path)) {
      one.write("one, ");
      other.write("other, ");
      one.write("whole");
      other.write("whole");
      one.finish();
      assertThat(path).hasContent("one, whole");
      other.finish();
    }

    assertThat(path).hasContent("other, whole");
    assertThat(folder).isDirectoryNotContaining("glob:**unfinished");
  }

  @Test
  void what_was_broken_off_leaves_what_the_other_one_wrote() {
    try (WholeFile one = whole(path);
        WholeFile other = whole(path)) {
      one.write("whole");
      other.write("brok");
      one.finish();
    }

    assertThat(path).hasContent("whole");
    assertThat(folder).isDirectoryNotContaining("glob:**unfinished");
  }

  @Test
  void a_link_stays_and_the_file_it_leads_to_is_whole_or_as_it_was() throws IOException {
    Path file = Files.writeString(folder.resolve("real"), "old");
    Files.createSymbolicLink(path, Path.of("real"));

    try (WholeFile broken = whole(path)) {
      broken.write("brok");
    }
    assertThat(file).hasContent("old");

    try (WholeFile whole = whole(path)) {
      whole.write("whole");
      whole.finish();
    }
    assertThat(file).hasContent("whole");
    assertThat(path).isSymbolicLink();
  }

  @Test
  void a_folder_is_not_replaced_even_where_it_came_last() throws IOException {
    try (WholeFile whole = whole(path)) {
      whole.write("whole");
      Files.createDirectory(path);
      assertThatThrownBy(whole::finish).isInstanceOf(UncheckedIOException.class);
    }
    assertThat(path).isEmptyDirectory();
    assertThatThrownBy(() -> whole(path)).isInstanceOf(InvalidInput.class);
    assertThat(folder).isDirectoryNotContaining("glob:**unfinished");
  }

  @Test
  void of_a_pipe_nothing_can_be_whole() throws Exception {
    try (NamedPipe pipe = new NamedPipe(folder)) {
      assertThatThrownBy(() -> whole(pipe.path())).isInstanceOf(IllegalArgumentException.class);
      assertThat(Files.isRegularFile(pipe.path())).isFalse();
    }
  }

  /** Regression: what the name leads to was looked up a second time when it was opened. */
  @Test
  void a_link_that_changes_meanwhile_changes_nothing() throws IOException {
    Path file = Files.writeString(folder.resolve("real"), "old");
    Path other = Files.writeString(folder.resolve("other"), "other");
    Files.createSymbolicLink(path, Path.of("real"));
    Destination found = Destination.of(path);
    Files.delete(path);
    Files.createSymbolicLink(path, Path.of("other"));

    try (WholeFile whole = new WholeFile(found)) {
      whole.write("whole");
      whole.finish();
    }

    assertThat(file).hasContent("whole");
    assertThat(other).hasContent("other");
    assertThat(path).isSymbolicLink();
  }

  /** Regression: each one that was killed left another. */
  @Test
  void what_a_process_that_was_killed_has_left_is_cleared_away_and_what_one_writes_is_not()
      throws IOException {
    try (WriterProcess writer = new WriterProcess(path);
        WholeFile whole = whole(path)) {
      whole.write("whole");
      try (WholeFile further = whole(path)) {
        further.write("further");
        assertThat(unfinished()).hasSize(3).contains(writer.unfinished());
      }
      assertThat(unfinished()).hasSize(2).contains(writer.unfinished());

      writer.kill();
      assertThat(writer.unfinished()).isNotEmptyFile();
      whole(path).close();

      assertThat(unfinished()).hasSize(1).doesNotContain(writer.unfinished());
      whole.finish();
    }
    assertThat(path).hasContent("whole");
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void what_only_looks_like_a_leftover_stays() throws IOException {
    Path left = Files.createFile(folder.resolve("history.jsonl.0123abcd.unfinished"));
    List<Path> others = new ArrayList<>();
    for (String name :
        List.of(
            "history.jsonl.0123abc.unfinished",
            "history.jsonl.0123abcde.unfinished",
            "history.jsonl.0123ABCD.unfinished",
            "history.jsonl.0123abcg.unfinished",
            "history.jsonl.0123abcd.unfinished~",
            "my-history.jsonl.0123abcd.unfinished",
            "history-jsonl.0123abcd.unfinished",
            "other.jsonl.0123abcd.unfinished")) {
      others.add(Files.createFile(folder.resolve(name)));
    }
    others.add(Files.createDirectory(folder.resolve("history.jsonl.11111111.unfinished")));
    Path linked = Files.writeString(folder.resolve("mine"), "mine");
    others.add(
        Files.createSymbolicLink(folder.resolve("history.jsonl.22222222.unfinished"), linked));

    whole(path).close();

    assertThat(left).doesNotExist();
    assertThat(others).allMatch(each -> Files.exists(each, LinkOption.NOFOLLOW_LINKS));
    assertThat(linked).hasContent("mine");
  }

  private static WholeFile whole(Path named) {
    return new WholeFile(Destination.of(named));
  }

  private List<Path> unfinished() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".unfinished")).toList();
    }
  }
}

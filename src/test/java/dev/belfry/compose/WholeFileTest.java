package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.post.InvalidInput;
import dev.belfry.testing.NamedPipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    try (WholeFile one = new WholeFile(path);
        WholeFile other = new WholeFile(path)) {
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
    try (WholeFile one = new WholeFile(path);
        WholeFile other = new WholeFile(path)) {
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

    try (WholeFile broken = new WholeFile(path)) {
      broken.write("brok");
    }
    assertThat(file).hasContent("old");

    try (WholeFile whole = new WholeFile(path)) {
      whole.write("whole");
      whole.finish();
    }
    assertThat(file).hasContent("whole");
    assertThat(path).isSymbolicLink();
  }

  @Test
  void a_folder_is_not_replaced_even_where_it_came_last() throws IOException {
    try (WholeFile whole = new WholeFile(path)) {
      whole.write("whole");
      Files.createDirectory(path);
      assertThatThrownBy(whole::finish).isInstanceOf(UncheckedIOException.class);
    }
    assertThat(path).isEmptyDirectory();
    assertThatThrownBy(() -> new WholeFile(path)).isInstanceOf(InvalidInput.class);
    assertThat(folder).isDirectoryNotContaining("glob:**unfinished");
  }

  @Test
  void of_a_pipe_nothing_can_be_whole() throws Exception {
    try (NamedPipe pipe = new NamedPipe(folder)) {
      assertThatThrownBy(() -> new WholeFile(pipe.path()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(Files.isRegularFile(pipe.path())).isFalse();
    }
  }
}

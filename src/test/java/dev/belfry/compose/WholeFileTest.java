package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;

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
}

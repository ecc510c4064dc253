package dev.belfry.cli;

import dev.belfry.compose.PostFile;
import dev.belfry.compose.RawPost;
import dev.belfry.compose.ReadText;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The post file that {@code -f FILE} names, or standard input where that is {@code -}. */
final class ReadPostFile {
  private static final String STDIN = "-";

  private ReadPostFile() {}

  /**
   * Reads it. Its images are looked for beside it; beside the person where it has no place.
   *
   * @throws dev.belfry.post.InvalidInput where it can't be read or is broken
   */
  static RawPost read(Workplace workplace, String file) {
    if (file.equals(STDIN)) {
      return PostFile.parse(ReadText.from(workplace.console().in(), "standard input"), Path.of(""));
    }
    Path path = Path.of(file);
    @Nullable Path folder = path.toAbsolutePath().getParent();
    return PostFile.parse(ReadText.file(path), folder == null ? Path.of("") : folder);
  }
}

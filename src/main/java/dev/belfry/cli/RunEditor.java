package dev.belfry.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The person's editor: what {@code VISUAL} names, else {@code EDITOR}, else {@code vi}. */
record RunEditor(String command) {
  private static final String LAST_RESORT = "vi";

  static RunEditor of(Workplace workplace) {
    return new RunEditor(
        Stream.of("VISUAL", "EDITOR")
            .map(workplace::environment)
            .filter(named -> !named.isBlank())
            .findFirst()
            .orElse(LAST_RESORT));
  }

  /** Whether nobody chose it. */
  boolean isLastResort() {
    return command.equals(LAST_RESORT);
  }

  /**
   * Opens the file and waits until it is closed. The shell splits the command, as it does for every
   * other program that heeds these variables: {@code code --wait} works.
   *
   * @return the code that the editor ended with
   */
  int open(Path file) throws IOException, InterruptedException {
    List<String> words = List.of("sh", "-c", command + " \"$1\"", "sh", file.toString());
    return new ProcessBuilder(words).inheritIO().start().waitFor();
  }
}

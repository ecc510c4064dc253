package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first thing that anybody types. */
final class DemoTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void the_demo_tells_the_whole_story_and_leaves_nothing_behind(@TempDir Path folder) {
    try (Belfry belfry = Belfry.embedded(folder)) {
      Belfry.Ran ran = belfry.start("demo").ended(PATIENCE);

      assertThat(ran.err()).isEmpty();
      assertThat(ran.exit()).isZero();
      assertThat(ran.out().lines().filter(line -> line.contains("  published  post "))).hasSize(8);
      assertThat(ran.out())
          .contains("post 2 [3/3]  dry-run:bluesky:demo.example")
          .contains("$ belfry history")
          .contains("the scratch home is gone");
      assertThat(Files.exists(belfry.home())).isFalse();
    }
  }
}

package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of what tests have made for their programs, only what one of them still uses stays. */
final class FilesInUseTest {
  private final Path folder;

  FilesInUseTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void what_another_uses_stays_as_long_as_it_does_and_the_rest_goes() throws IOException {
    make("lock", "classes-1.jar", "classes-2.jar", "classes-3.jar", "tests-1.jar", "2.jsa");
    Files.createDirectories(folder.resolve("training7").resolve("more"));

    try (FilesInUse one = take("1", "classes-1.jar", "tests-1.jar")) {
      assertThat(one).isNotNull();
      assertThat(names()).containsOnly("lock", "1.uses", "classes-1.jar", "tests-1.jar");
      make("classes-2.jar");
      try (FilesInUse two = take("2", "classes-2.jar", "tests-1.jar")) {
        assertThat(two).isNotNull();
        assertThat(names())
            .containsOnly(
                "lock", "1.uses", "2.uses", "classes-1.jar", "classes-2.jar", "tests-1.jar");
      }
    }

    make("classes-3.jar");
    take("3", "classes-3.jar", "tests-1.jar").close();
    assertThat(names()).containsOnly("lock", "3.uses", "classes-3.jar", "tests-1.jar");
  }

  private FilesInUse take(String version, String... names) throws IOException {
    return FilesInUse.take(folder, version, Set.of(names), "lock");
  }

  private void make(String... names) throws IOException {
    for (String name : names) {
      Files.writeString(folder.resolve(name), "");
    }
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }
}

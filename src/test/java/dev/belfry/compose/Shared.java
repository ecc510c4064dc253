package dev.belfry.compose;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Data that lies beside the project, not in it. A test that needs it is skipped where it is absent.
 */
public final class Shared {
  private static final Path FOLDER = Path.of(System.getProperty("belfry.shared", "../shared"));

  private Shared() {}

  /** Where the file is; skips the test where it is not. */
  public static Path path(String file) {
    Path path = FOLDER.resolve(file);
    assumeTrue(Files.exists(path), () -> "skipped: there is no " + path);
    return path;
  }

  static String text(String file) {
    try {
      return Files.readString(path(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** One case of twitter-text's conformance files. */
  record Case(String description, String text, Object expected) {
    private static Case of(Map<?, ?> yaml) {
      return new Case(
          (String) requireNonNull(yaml.get("description")),
          (String) requireNonNull(yaml.get("text")),
          requireNonNull(yaml.get("expected")));
    }

    int number(String field) {
      return (Integer) requireNonNull(((Map<?, ?>) expected).get(field));
    }

    boolean flag(String field) {
      return (Boolean) requireNonNull(((Map<?, ?>) expected).get(field));
    }
  }

  /** The cases of a section, each a test. */
  static Stream<DynamicTest> cases(String file, String section, Consumer<Case> check) {
    String yaml = text("networks/twitter-text/" + file);
    // snakeyaml-engine 2.10 stumbles over an emoji on the border of its buffer.
    var settings = LoadSettings.builder().setBufferSize(yaml.length() + 1).build();
    Object whole = new Load(settings).loadFromString(yaml);
    Map<?, ?> tests = (Map<?, ?>) requireNonNull(((Map<?, ?>) requireNonNull(whole)).get("tests"));
    return ((List<?>) requireNonNull(tests.get(section)))
        .stream()
            .map(c -> Case.of((Map<?, ?>) c))
            .map(c -> DynamicTest.dynamicTest(c.description(), () -> check.accept(c)));
  }
}

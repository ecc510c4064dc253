package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.terminal.Screen;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandsTest {
  private final Screen screen = Screen.files();

  private int run(String... args) {
    return new CommandRunner(new FakeWorkplace(screen)).run(args);
  }

  static Stream<List<String>> paths() {
    return paths(List.of(), Commands.all()).filter(path -> !path.equals(List.of("help")));
  }

  private static Stream<List<String>> paths(List<String> parent, List<CommandEntry> entries) {
    return entries.stream()
        .flatMap(
            entry -> {
              List<String> path = Stream.concat(parent.stream(), Stream.of(entry.name())).toList();
              return Stream.concat(Stream.of(path), paths(path, entry.children()));
            });
  }

  @ParameterizedTest
  @MethodSource("paths")
  void the_help_of_each_command_has_an_example(List<String> path) {
    String[] args = Stream.concat(path.stream(), Stream.of("--help")).toArray(String[]::new);
    assertThat(run(args)).isZero();
    assertThat(screen.out())
        .startsWith("Usage: belfry " + String.join(" ", path))
        .containsPattern("(?s)\nExample.*belfry " + path.get(0));
    assertThat(screen.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"import", "export", "history export", "sync", "delete"})
  void what_a_command_needs_and_is_not_given_is_asked_for(String path) {
    assertThat(run(path.split(" "))).isEqualTo(2);
    assertThat(screen.err()).contains("belfry " + path + " --help");
  }

  @Test
  void the_version_tells_program_jdk_and_system() {
    assertThat(run("version")).isZero();
    assertThat(screen.out())
        .startsWith("belfry dev (JDK " + System.getProperty("java.version") + ", ");
  }

  @Test
  void the_version_as_json_has_its_documented_fields() {
    assertThat(run("version", "--json")).isZero();
    JsonNode version = JsonMapper.shared().readTree(screen.out());
    assertThat(version.propertyNames()).containsExactly("version", "jdk", "os");
    assertThat(version.get("version").asString()).isEqualTo("dev");
  }

  @Test
  void dash_dash_version_is_the_same() {
    assertThat(run("--version")).isZero();
    assertThat(screen.out()).startsWith("belfry dev");
  }

  @Test
  void completion_knows_every_command() {
    for (String shell : List.of("bash", "zsh")) {
      assertThat(run("completion", shell)).isZero();
    }
    assertThat(screen.out()).contains("complete -F", "bashcompinit", "--json");
    assertThat(Commands.all()).allSatisfy(e -> assertThat(screen.out()).contains(e.name()));
  }

  @Test
  void completion_for_another_shell_is_wrong_usage() {
    assertThat(run("completion", "tcsh")).isEqualTo(2);
    assertThat(screen.err())
        .isEqualTo(
            "belfry: there is no completion for \"tcsh\"; say bash or zsh;"
                + " see belfry completion --help\n");
  }
}

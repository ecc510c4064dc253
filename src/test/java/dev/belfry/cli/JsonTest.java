package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.terminal.Screen;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonTest {
  private record Line(long post, Instant at, @Nullable String url, List<String> texts) {}

  private static final Line LINE =
      new Line(
          42, Instant.parse("2026-12-01T14:00:00Z"), null, List.of("日本 👍", "\u001b\u009b\u007f"));
  private static final String WRITTEN =
      "{\"post\":42,\"at\":\"2026-12-01T14:00:00Z\",\"url\":null,"
          + "\"texts\":[\"日本 👍\",\"\\u001B\\u009b\\u007F\"]}";

  @Test
  void a_value_is_one_line_in_a_file_with_controls_escaped() {
    Screen screen = Screen.files();
    new Json(screen.console()).write(LINE);
    assertThat(screen.out()).isEqualTo(WRITTEN + "\n");
  }

  @Test
  void a_value_is_indented_on_a_terminal() {
    Screen screen = Screen.plain(80);
    new Json(screen.console()).write(Map.of("post", 42));
    assertThat(screen.lines()).containsExactly("{", "  \"post\" : 42", "}");
  }

  @Test
  void an_array_is_written_element_by_element() {
    Screen screen = Screen.files();
    Json json = new Json(screen.console());
    json.writeArray(Stream.of(LINE, LINE));
    json.writeArray(Stream.of());
    assertThat(screen.out()).isEqualTo("[" + WRITTEN + "," + WRITTEN + "]\n[]\n");
  }

  @Test
  void json_lines_are_one_value_a_line_on_a_terminal_too() {
    Screen screen = Screen.plain(80);
    new Json(screen.console()).writeLines(Stream.of(1, Map.of("a", 2)));
    assertThat(screen.lines()).containsExactly("1", "{\"a\":2}");
  }

  @Property(tries = 200)
  void what_is_read_back_is_what_was_written(@ForAll String any) {
    String text =
        any.codePoints()
            .filter(c -> !(c >= 0xd800 && c < 0xe000))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    Screen screen = Screen.plain(80);
    new Json(screen.console()).write(List.of(text));
    assertThat(JsonMapper.shared().readTree(screen.out()).get(0).asString()).isEqualTo(text);
  }
}

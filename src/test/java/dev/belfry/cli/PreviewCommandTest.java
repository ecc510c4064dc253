package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.cli.terminal.DisplayWidth;
import dev.belfry.media.Images;
import dev.belfry.sql.Rows;
import dev.belfry.testing.PostgresExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(PostgresExtension.class)
final class PreviewCommandTest {
  private final TestWorkplace workplace;

  PreviewCommandTest(DataSource source) {
    workplace = TestWorkplace.onTime(source);
  }

  @BeforeEach
  void add_accounts() {
    fine("account", "add", "dry-run:x:demo");
    fine("account", "add", "dry-run:bluesky:demo.example");
  }

  @Test
  void the_request_is_byte_for_byte_what_the_attempt_recorded() {
    fine(
        "thread",
        "-c",
        "One <\"/\\> é 日本語 👨‍👩‍👧 https://example.org/a?b=c&d",
        "-c",
        "Two",
        "--to",
        "dry-run:x:demo",
        "--now");
    List<String> requests = requests("1");
    fine("run", "--once");

    List<String> sent = ask("SELECT body FROM attempts ORDER BY part");
    String first = ask("SELECT remote_id FROM attempts WHERE part = 1").get(0);
    assertThat(requests.get(0)).isEqualTo(sent.get(0));
    assertThat(requests.get(1).replace("(part 1)", first)).isEqualTo(sent.get(1));
  }

  @Test
  void the_request_is_byte_for_byte_what_is_stored_for_each_account(@TempDir Path folder) {
    fine(
        "thread",
        "-c",
        "One #bells at example.org",
        "-c",
        "Two",
        "--media",
        Images.png(folder, "bell.png").toString(),
        "--alt",
        "A \"bell\"",
        "--to",
        "dry-run:x:demo",
        "--to",
        "dry-run:bluesky:demo.example",
        "--in",
        "1h");

    assertThat(requests("1"))
        .containsExactlyElementsOf(
            ask(
                "SELECT r.body FROM rendered_parts r JOIN deliveries d ON d.id = r.delivery_id"
                    + " JOIN accounts a ON a.id = d.account_id ORDER BY a.name, r.position"));
  }

  @Test
  void the_json_has_its_documented_fields() {
    fine("draft", "Ding", "--to", "dry-run:x:demo");

    JsonNode preview = JsonMapper.shared().readTree(fine("preview", "1", "--json").out());

    assertThat(preview.propertyNames()).containsExactly("post", "targets");
    JsonNode target = preview.at("/targets/0");
    assertThat(target.propertyNames())
        .containsExactly(
            "account",
            "network",
            "quote",
            "visibility",
            "language",
            "warning",
            "caveats",
            "cost",
            "pricesOf",
            "parts");
    assertThat(target.at("/parts/0").toString())
        .isEqualTo(
            "{\"position\":1,\"text\":\"Ding\",\"media\":[],\"length\":4,\"limit\":280,\"unit\":\"characters\","
                + "\"problems\":[],\"cost\":0.015,\"request\":{\"text\":\"Ding\"}}");
  }

  @Test
  void a_post_for_no_account_is_shown_as_each_network_would_get_it() {
    fine("draft", "Ding");

    JsonNode targets =
        JsonMapper.shared().readTree(fine("preview", "1", "--json").out()).get("targets");
    assertThat(targets.findValuesAsString("network")).containsExactly("x", "bluesky", "mastodon");
    assertThat(targets.get(0).get("account").isNull()).isTrue();
    assertThat(fine("preview", "1").out()).contains("╭─ X ─", "╭─ Bluesky ─", "╭─ Mastodon ─");
  }

  @Test
  void what_a_network_would_refuse_is_shown_and_is_no_failure() {
    fine("draft", "ding ".repeat(57).strip());

    Ran preview = fine("preview", "1", "--to", "dry-run:x:demo");

    assertThat(preview.out()).contains("@demo on X (dry-run)", "✗ ", "284/280 characters");
    assertThat(fine("preview", "1", "--json").out()).contains("\"problems\":[\"");
  }

  @Test
  void every_line_of_every_card_is_as_wide_as_the_first() {
    String[] parts = {
      "日本語の投稿です。全角の文字は二桁を取ります。それでも枠は揃っていなければなりません。",
      "👨‍👩‍👧‍👦 🇨🇭 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️ ✈ ☎️ 1️⃣",
      "שלום עולם, this is a right-to-left greeting, مرحبا بالعالم",
      "https://example.org/" + "a-very-long-path/".repeat(12),
    };
    for (String part : parts) {
      fine("draft", part, "--to", "dry-run:x:demo");
    }

    for (int post = 1; post <= parts.length; post++) {
      assertThat(fine("preview", Integer.toString(post)).lines())
          .filteredOn(line -> !line.startsWith("about $"))
          .isNotEmpty()
          .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isEqualTo(72));
    }
  }

  @Test
  void an_account_that_is_not_here_ends_with_4() {
    fine("draft", "Ding");

    assertThat(workplace.run("preview", "1", "--to", "x:nobody").exit()).isEqualTo(4);
  }

  /** The raw text of each request, for reading it would change its bytes. */
  private List<String> requests(String post) {
    String json = fine("preview", post, "--json").out();
    return json.lines()
        .flatMap(line -> Stream.of(line.split("\"request\":")).skip(1))
        .map(rest -> rest.substring(0, endOfObject(rest)))
        .toList();
  }

  private static int endOfObject(String json) {
    int depth = 0;
    boolean inString = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inString && c == '\\') {
        i++;
      } else if (c == '"') {
        inString = !inString;
      } else if (!inString && c == '{') {
        depth++;
      } else if (!inString && c == '}' && --depth == 0) {
        return i + 1;
      }
    }
    throw new AssertionError("no object: " + json);
  }

  private List<String> ask(String sql) {
    return workplace
        .database()
        .lend(
            connection -> {
              try (var statement = connection.prepareStatement(sql)) {
                return Rows.list(statement, row -> row.getString(1));
              }
            });
  }

  private Ran fine(String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as(ran.toString()).isZero();
    return ran;
  }
}

package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.media.Images;
import dev.belfry.sql.Rows;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import dev.belfry.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Words for single networks, and how a post appears: wherever a person meets them. */
@ExtendWith(PostgresExtension.class)
final class WordingCommandsTest {
  private static final String X = "dry-run:x:demo";
  private static final String BLUESKY = "dry-run:bluesky:demo.example";
  private static final String MASTODON = "dry-run:mastodon:demo@example.social";

  private final TestWorkplace workplace;
  private final Path folder;

  WordingCommandsTest(DataSource source, @TempDir Path folder) {
    this.workplace = TestWorkplace.onTime(source);
    this.folder = folder;
  }

  @BeforeEach
  void add_accounts() {
    addAccounts(workplace);
  }

  @Test
  void each_network_is_sent_its_own_words_and_the_history_tells_what_was_sent() {
    fine(
        "draft",
        "Ding",
        "--text-for",
        "bluesky",
        "Dong",
        "--text-for",
        "Mastodon",
        "Bim",
        "--to",
        X,
        "--to",
        BLUESKY,
        "--to",
        MASTODON,
        "--now");
    fine("run", "--once");

    assertThat(
            ask(
                "SELECT account || ': ' || text FROM history WHERE event = 'published'"
                    + " ORDER BY account"))
        .containsExactly(BLUESKY + ": Dong", MASTODON + ": Bim", X + ": Ding");
    assertThat(ask("SELECT body FROM attempts ORDER BY body"))
        .anySatisfy(body -> assertThat(body).contains("\"text\":\"Dong\""))
        .anySatisfy(body -> assertThat(body).contains("\"status\":\"Bim\""))
        .anySatisfy(body -> assertThat(body).contains("{\"text\":\"Ding\"}"));
    assertThat(ask("SELECT detail FROM history WHERE event = 'drafted'"))
        .containsExactly("on bluesky: Dong\non mastodon: Bim");
  }

  @Test
  void in_a_thread_a_text_for_a_network_words_the_part_before_it() {
    fine(
        "thread",
        "-c",
        "one",
        "--text-for",
        "x",
        "uno",
        "-c",
        "two",
        "-c",
        "three",
        "--text-for",
        "bluesky",
        "tres",
        "--text-for",
        "x",
        "dreimal");

    JsonNode parts = json("show", "1", "--json").get("parts");
    assertThat(parts.at("/0/wording").toString()).isEqualTo("{\"x\":\"uno\"}");
    assertThat(parts.at("/1/wording").toString()).isEqualTo("{}");
    assertThat(parts.at("/2/wording/bluesky").asString()).isEqualTo("tres");
    assertThat(parts.at("/2/wording/x").asString()).isEqualTo("dreimal");
  }

  @Test
  void a_text_for_a_network_that_can_not_be_is_told() {
    refused(2, "give the text first", "thread", "--text-for", "x", "uno", "-c", "one");
    refused(2, "did you mean \"bluesky\"?", "draft", "Ding", "--text-for", "blusky", "Dong");
    refused(2, "a network and a text", "draft", "Ding", "--text-for", "bluesky");
    refused(
        2, "two texts for X", "draft", "Ding", "--text-for", "x", "Dong", "--text-for", "x", "D");
    refused(
        2, "--split is what makes the parts", "thread", "--split", "-", "--text-for", "x", "uno");
    refused(2, "a post file has a line", "draft", "-f", "-", "--text-for", "x", "uno");
    refused(3, "the text for X is empty", "draft", "Ding", "--text-for", "x", " ");
    refused(3, "too long for X", "draft", "Ding", "--text-for", "x", "a ".repeat(200), "--to", X);
    assertThat(ask("SELECT id::text FROM posts")).isEmpty();
  }

  @Test
  void beside_an_image_a_network_may_get_no_words_at_all() {
    String bell = Images.png(folder, "bell.png").toString();
    fine("draft", "Ding", "--text-for", "x", "", "--media", bell, "--alt", "A bell", "--to", X);

    assertThat(json("preview", "1", "--json").at("/targets/0/parts/0/text").asString()).isEmpty();
  }

  @Test
  void how_a_post_appears_is_shown_and_what_a_network_does_not_know_is_said() {
    Ran drafted =
        workplace.run(
            "draft",
            "Ding",
            "--quote",
            "https://x.com/ann/status/18",
            "--visibility",
            "unlisted",
            "--language",
            "DE",
            "--warning",
            "Loud bells",
            "--text-for",
            "mastodon",
            "Dong",
            "--to",
            X,
            "--to",
            BLUESKY);

    assertThat(drafted.exit()).isZero();
    assertThat(drafted.err().lines())
        .containsExactly(
            "belfry: there is a text for Mastodon, and the post goes to no account there",
            "belfry: everybody sees it on X, which has no visibility \"unlisted\"",
            "belfry: X shows no content warning before it",
            "belfry: nothing is quoted on Bluesky: the quoted post is on X",
            "belfry: everybody sees it on Bluesky, which has no visibility \"unlisted\"",
            "belfry: Bluesky shows no content warning before it");
    JsonNode shown = json("show", "1", "--json");
    assertThat(shown.get("quote").toString()).isEqualTo("[\"https://x.com/ann/status/18\"]");
    assertThat(shown.get("visibility").asString()).isEqualTo("unlisted");
    assertThat(shown.get("language").asString()).isEqualTo("de");
    assertThat(shown.get("warning").asString()).isEqualTo("Loud bells");
    assertThat(fine("show", "1").out())
        .contains("quotes https://x.com/ann/status/18\n", "visibility: unlisted\n")
        .contains("language: de\n", "content warning: Loud bells\n", "on Mastodon\n  Dong\n");
    assertThat(ask("SELECT detail FROM history WHERE event = 'drafted'"))
        .containsExactly(
            "on mastodon: Dong\nquotes https://x.com/ann/status/18\nvisibility: unlisted\n"
                + "language: de\ncontent warning: Loud bells");
  }

  @Test
  void every_mistake_about_how_it_appears_is_told_at_once() {
    Ran refused =
        workplace.run(
            "draft",
            "Ding",
            "--quote",
            "https://example.org",
            "--visibility",
            "all",
            "--language",
            "english",
            "--warning",
            "");

    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err())
        .contains("--quote: ", "--visibility: ", "--language: ", "--warning: ")
        .contains("write one of public, unlisted, private, direct");
  }

  @Test
  void the_preview_shows_what_each_network_knows() {
    fine(
        "draft",
        "Ding",
        "--text-for",
        "bluesky",
        "Dong",
        "--quote",
        "https://x.com/ann/status/18",
        "--quote",
        "https://example.social/@ann/113",
        "--visibility",
        "private",
        "--warning",
        "Bells");

    JsonNode targets = json("preview", "1", "--json").get("targets");
    assertThat(targets.at("/0/quote").toString()).isEqualTo("[\"https://x.com/ann/status/18\"]");
    assertThat(targets.at("/0/visibility").isNull()).isTrue();
    assertThat(targets.at("/1/parts/0/text").asString()).isEqualTo("Dong");
    assertThat(targets.at("/1/quote").toString()).isEqualTo("[]");
    assertThat(targets.at("/1/caveats/0").asString()).startsWith("nothing is quoted on Bluesky");
    assertThat(targets.at("/2/visibility").asString()).isEqualTo("private");
    assertThat(targets.at("/2/warning").asString()).isEqualTo("Bells");
    assertThat(targets.at("/2/quote").toString()).isEqualTo("[]");
    assertThat(targets.at("/2/caveats/0").asString()).contains("Belfry can't quote yet");
    assertThat(fine("preview", "1").out())
        .contains("│ Dong", "│ visibility: private", "│ content warning: Bells")
        .contains("│ quotes https://x.com/ann/status/18", "│ ! nothing is quoted on Bluesky");
  }

  @Test
  void the_list_has_for_each_account_what_it_gets() {
    fine(
        "draft", "Ding", "--text-for", "bluesky", "Dong", "--to", X, "--to", BLUESKY, "--in", "1h");

    fine("draft", "Nobody's yet", "--text-for", "x", "Mine");

    assertThat(json("list", "--json").findValuesAsString("text"))
        .containsExactly("Dong", "Ding", "Nobody's yet");
    assertThat(json("queue", "--json").findValuesAsString("text"))
        .containsExactlyInAnyOrder("Dong", "Ding");
  }

  @Test
  void what_is_said_on_the_command_line_wins_over_the_post_file() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("post.md"),
            "---\nlanguage: de\nwarning: Bells\n---\n\nDing\n\n--- x\n\nDong\n");
    fine("draft", "-f", file.toString(), "--language", "en");

    JsonNode shown = json("show", "1", "--json");
    assertThat(shown.get("language").asString()).isEqualTo("en");
    assertThat(shown.get("warning").asString()).isEqualTo("Bells");
    assertThat(shown.at("/parts/0/wording/x").asString()).isEqualTo("Dong");
  }

  @Test
  void an_edit_that_changes_only_how_it_appears_is_queued_anew_and_told() throws IOException {
    fine("draft", "Ding", "--to", BLUESKY, "--in", "1h");
    Path file =
        Files.writeString(
            folder.resolve("post.md"), "---\nlanguage: de\n---\n\nDing\n\n--- bluesky\n\nDong\n");

    assertThat(fine("edit", "1", "-f", file.toString()).out()).isEqualTo("Post 1 is rewritten.\n");

    assertThat(ask("SELECT body FROM rendered_parts"))
        .singleElement()
        .satisfies(body -> assertThat(body).contains("\"text\":\"Dong\""));
    assertThat(ask("SELECT detail FROM history WHERE event = 'edited'"))
        .containsExactly("on bluesky: Dong\nlanguage: de");
    assertThat(fine("edit", "1", "-f", file.toString()).out()).contains("nothing has changed");
  }

  @Test
  void an_export_brings_all_of_it_into_another_belfry() throws IOException {
    fine(
        "thread",
        "-c",
        "one",
        "--text-for",
        "bluesky",
        "uno\n--- x",
        "-c",
        "two",
        "--quote",
        "https://x.com/ann/status/18",
        "--visibility",
        "direct",
        "--language",
        "tr",
        "--warning",
        "İ and ı",
        "--to",
        X,
        "--in",
        "1h");
    Path file = folder.resolve("posts.jsonl");
    fine("export", "--posts-only", file.toString());

    try (TestDatabase other = TestPostgres.freshDatabase()) {
      TestWorkplace there = new TestWorkplace(other.dataSource(), workplace.clock().instant());
      addAccounts(there);
      assertThat(there.run("import", file.toString()).exit()).isZero();
      Path again = folder.resolve("again.jsonl");
      assertThat(there.run("export", "--posts-only", again.toString()).exit()).isZero();
      assertThat(again).hasSameBinaryContentAs(file);
      assertThat(Files.readString(file))
          .contains("\"wording\":{\"bluesky\":\"uno\\n--- x\"}", "\"visibility\":\"direct\"")
          .contains("\"quote\":[\"https://x.com/ann/status/18\"]", "\"language\":\"tr\"");
    }
  }

  @Test
  void of_a_file_each_caveat_is_told_once() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("posts.jsonl"),
            """
            {"text": "Ding", "to": ["dry-run:x:demo"]}
            {"text": "Ding", "warning": "Bells", "to": ["dry-run:x:demo"]}
            {"text": "Dong", "warning": "Bells", "wording": {"bluesky": "D"}, "to": ["dry-run:x:demo"]}
            {"text": "Bim", "warning": "More bells"}
            """);

    Ran ran = workplace.run("import", file.toString());

    assertThat(ran.exit()).isZero();
    assertThat(ran.err().lines())
        .containsExactly(
            "line 2 and 1 more: X shows no content warning before it",
            "line 3: there is a text for Bluesky, and the post goes to no account there");
  }

  private static void addAccounts(TestWorkplace workplace) {
    for (String account : List.of(X, BLUESKY, MASTODON)) {
      assertThat(workplace.run("account", "add", account).exit()).isZero();
    }
  }

  private void refused(int exit, String words, String... args) {
    Ran ran = workplace.runWith("A text\n", args);
    assertThat(ran.err()).contains(words);
    assertThat(ran.exit()).isEqualTo(exit);
  }

  private Ran fine(String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran;
  }

  private JsonNode json(String... args) {
    return JsonMapper.shared().readTree(fine(args).out());
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
}

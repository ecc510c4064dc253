package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.cli.terminal.Screen;
import dev.belfry.media.Images;
import dev.belfry.testing.PostgresExtension;
import java.nio.file.Path;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(PostgresExtension.class)
final class ShowCommandTest {
  private final TestWorkplace workplace;
  private final DataSource source;

  ShowCommandTest(DataSource source) {
    this.source = source;
    this.workplace = new TestWorkplace(source);
  }

  @BeforeEach
  void add_accounts() {
    fine("account", "add", "dry-run:x:demo");
    fine("account", "add", "dry-run:bluesky:demo", "--zone", "Europe/Paris");
  }

  @Test
  void a_scheduled_thread_with_a_picture_has_its_documented_fields(@TempDir Path folder) {
    Path bell = Images.png(folder, "bell.png");
    fine(
        "thread",
        "-c",
        "One \"quoted\"\nline",
        "-c",
        "Two",
        "--media",
        bell.toString(),
        "--alt",
        "A bell",
        "--to",
        "dry-run:x:demo",
        "--at",
        "2026-12-01 09:00",
        "--key",
        "bells");

    JsonNode post = json("1");

    assertThat(post.propertyNames())
        .containsExactly(
            "post",
            "key",
            "state",
            "createdAt",
            "createdBy",
            "quote",
            "visibility",
            "language",
            "warning",
            "notBefore",
            "skipChecks",
            "repeats",
            "recurrence",
            "evergreen",
            "parts",
            "deliveries");
    assertThat(post.get("post").asInt()).isEqualTo(1);
    assertThat(post.get("key").asString()).isEqualTo("bells");
    assertThat(post.get("state").asString()).isEqualTo("scheduled");
    assertThat(post.get("createdBy").asString()).isEqualTo("ann@tower");
    assertThat(post.get("parts")).hasSize(2);
    assertThat(post.at("/parts/0/text").asString()).isEqualTo("One \"quoted\"\nline");
    assertThat(post.at("/parts/0/media/0/alt").asString()).isEqualTo("A bell");
    assertThat(post.at("/parts/0/media/0/width").asInt()).isEqualTo(8);
    assertThat(post.at("/parts/1/media")).isEmpty();
    JsonNode delivery = post.at("/deliveries/0");
    assertThat(delivery.get("account").asString()).isEqualTo("dry-run:x:demo");
    assertThat(Instant.parse(delivery.get("dueAt").asString())).isEqualTo("2026-12-01T14:00:00Z");
    assertThat(delivery.get("zone").asString()).isEqualTo("America/New_York");
    assertThat(delivery.at("/parts/1").toString())
        .isEqualTo("{\"position\":2,\"state\":\"waiting\",\"remoteId\":null,\"url\":null}");
  }

  @Test
  void what_is_live_is_shown_with_its_address() {
    TestWorkplace node = TestWorkplace.onTime(source);
    assertThat(node.run("draft", "Ding", "--to", "dry-run:x:demo", "--now").exit()).isZero();
    assertThat(node.run("run", "--once").exit()).isZero();

    JsonNode post = json("1");
    assertThat(post.get("state").asString()).isEqualTo("published");
    String url = post.at("/deliveries/0/parts/0/url").asString();
    assertThat(url).startsWith("dry-run://x/demo/");
    assertThat(post.at("/deliveries/0/parts/0/remoteId").asString()).isNotEmpty();
    assertThat(fine("show", "1").out()).contains("dry-run:x:demo  published  ", "\n  " + url);
  }

  @Test
  void a_person_reads_each_account_in_the_zone_that_its_time_was_said_in() {
    fine(
        "draft",
        "Ding",
        "--to",
        "dry-run:x:demo",
        "--to",
        "dry-run:bluesky:demo",
        "--at",
        "2026-12-01 09:00");

    assertThat(fine("show", "1").lines()).first().isEqualTo("Post 1  scheduled");
    assertThat(fine("show", "1").out())
        .contains("dry-run:bluesky:demo  scheduled  2026-12-01 09:00:00 +01:00 Europe/Paris\n")
        .contains("dry-run:x:demo        scheduled  2026-12-01 09:00:00 -05:00 America/New_York\n");
  }

  @Test
  void a_post_without_an_account_is_a_draft_and_tells_the_next_step() {
    fine("draft", "Ding");

    assertThat(json("1").get("state").asString()).isEqualTo("draft");
    assertThat(fine("show", "1").out()).contains("belfry schedule 1 --to ACCOUNT --at TIME");
  }

  @Test
  void a_long_text_is_broken_on_a_screen_and_whole_in_a_pipe() {
    String text = "word ".repeat(40).strip();
    fine("draft", text);

    assertThat(fine("show", "1").lines()).contains("  " + text);
    assertThat(workplace.runOn(Screen.plain(50), "show", "1").lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80))
        .doesNotContain("  " + text);
  }

  @Test
  void the_number_of_no_post_ends_with_4() {
    assertThat(workplace.run("show", "7"))
        .isEqualTo(new Ran(4, "", "belfry: there is no post 7; belfry list shows what there is\n"));
  }

  @Test
  void what_is_no_number_is_wrong_usage() {
    assertThat(workplace.run("show", "x").exit()).isEqualTo(2);
  }

  private JsonNode json(String post) {
    return JsonMapper.shared().readTree(fine("show", post, "--json").out());
  }

  private Ran fine(String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as(ran.toString()).isZero();
    return ran;
  }
}

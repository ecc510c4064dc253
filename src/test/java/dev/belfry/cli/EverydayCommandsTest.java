package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.testing.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The small commands: accounts, schedule, unschedule, delete, list, queue, thread. */
@ExtendWith(PostgresExtension.class)
final class EverydayCommandsTest {
  private static final String X = "dry-run:x:demo";
  private static final String BLUESKY = "dry-run:bluesky:demo.example";

  private final TestWorkplace workplace;

  EverydayCommandsTest(DataSource source) {
    workplace = new TestWorkplace(source);
  }

  @BeforeEach
  void add_accounts() {
    assertThat(fine("account", "add", X).out()).isEqualTo("dry-run:x:demo is added.\n");
    fine("account", "add", BLUESKY, "--zone", "Europe/Paris");
  }

  @Test
  void an_account_that_is_added_again_is_set_anew() {
    fine("account", "add", X, "--zone", "Asia/Tokyo", "--late", "skip", "--late-after", "2h");

    JsonNode account = json("account", "show", X, "--json");
    assertThat(account.get("zone").asString()).isEqualTo("Asia/Tokyo");
    assertThat(account.get("late").asString()).isEqualTo("skip");
    assertThat(account.get("lateAfter").asString()).isEqualTo("PT2H");
    assertThat(json("account", "list", "--json")).hasSize(2);
  }

  /** A node that reckons with it would find no account at all, and nothing would go out. */
  @Test
  void an_amount_of_time_that_no_node_can_reckon_with_is_refused() {
    for (String option : List.of("--late-after", "--spacing")) {
      Ran ran = workplace.run("account", "set", X, option, "999999w");

      assertThat(ran.exit()).isEqualTo(3);
      assertThat(ran.err())
          .isEqualTo(
              "belfry: %s: at most 3650 days are taken; is that a slip?\n".formatted(option));
    }
    fine("account", "set", X, "--late-after", "520w", "--spacing", "520w");
  }

  @Test
  void an_account_may_be_set_to_send_without_a_pause_and_rather_twice_than_late() {
    fine("account", "add", "x:me", "--spacing", "0s", "--when-absent", "Resend");
    fine("account", "add", "x:you");

    JsonNode set = json("account", "show", "x:me", "--json");
    assertThat(set.get("spacing").asString()).isEqualTo("PT0S");
    assertThat(set.get("whenAbsent").asString()).isEqualTo("resend");
    assertThat(fine("account", "show", "x:me").out()).contains("rather twice than late");
    JsonNode usual = json("account", "show", "x:you", "--json");
    assertThat(usual.get("spacing").asString()).isEqualTo("PT30S");
    assertThat(usual.get("whenAbsent").asString()).isEqualTo("ask");
  }

  @Test
  void an_account_shows_what_stops_it() {
    fine("hold", "--account", X, "--reason", "new handle soon");

    assertThat(json("account", "show", X, "--json").at("/hold/reason").asString())
        .isEqualTo("new handle soon");
    assertThat(fine("account", "show", X).err()).contains("belfry resume --account " + X);
    assertThat(fine("account", "list").out()).contains("new handle soon");

    fine("hold", "--all", "--reason", "news day");
    assertThat(json("account", "show", BLUESKY, "--json").at("/hold/everything").asBoolean())
        .isTrue();
  }

  @Test
  void a_zone_that_does_not_exist_adds_no_account() {
    assertThat(workplace.run("account", "add", "dry-run:x:other", "--zone", "Europe/Pariss").exit())
        .isEqualTo(3);
    assertThat(json("account", "list", "--json")).hasSize(2);
  }

  /** Nothing is released there: it would wait for ever. */
  @Test
  void nothing_is_queued_for_an_account_that_was_removed_since() {
    fine("draft", "Ding", "--to", X);
    fine("account", "remove", X);
    String edited = "---\nat: 2026-12-01 09:00\n---\n\nDing\n";

    for (Ran ran :
        List.of(
            workplace.run("schedule", "1", "--now"),
            workplace.run("schedule", "1", "--every", "0 0 9 * * ?"),
            workplace.runWith(edited, "edit", "1", "-f", "-"))) {
      assertThat(ran.exit()).as(ran.toString()).isEqualTo(4);
      assertThat(ran.err()).contains("belfry account add " + X);
    }
    assertThat(json("queue", "--json")).isEmpty();
  }

  @Test
  void an_account_with_posts_in_the_queue_is_not_removed() {
    fine("draft", "Ding", "--to", X, "--in", "1h");

    Ran refused = workplace.run("account", "remove", X);
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).contains("unschedule them first");

    fine("unschedule", "1");
    fine("account", "remove", X);
    assertThat(workplace.run("account", "show", X).exit()).isEqualTo(4);
  }

  @Test
  void a_time_is_read_in_each_accounts_zone_and_echoed() {
    fine("draft", "Ding", "--to", X, "--to", BLUESKY);

    assertThat(fine("schedule", "1", "--at", "2026-12-01 09:00").out())
        .contains("Tue 1 Dec 2026 09:00 America/New_York (14:00 UTC, in 7 d 5 h)")
        .contains("Tue 1 Dec 2026 09:00 Europe/Paris (08:00 UTC, in 6 d 23 h)");
    JsonNode queue = json("queue", "--json");
    assertThat(queue.findValuesAsString("account")).containsExactly(BLUESKY, X);
    assertThat(queue.findValuesAsString("zone"))
        .containsExactly("Europe/Paris", "America/New_York");
  }

  @Test
  void a_time_that_is_past_or_does_not_exist_schedules_nothing() {
    fine("draft", "Ding", "--to", X);

    assertThat(workplace.run("schedule", "1", "--at", "2026-11-01 09:00").exit()).isEqualTo(3);
    assertThat(workplace.run("schedule", "1", "--at", "2027-03-14 02:30").exit()).isEqualTo(3);
    assertThat(workplace.run("schedule", "1").exit()).isEqualTo(2);
    assertThat(json("queue", "--json")).isEmpty();
  }

  @Test
  void a_post_without_an_account_needs_one_to_be_scheduled() {
    fine("draft", "Ding");

    assertThat(workplace.run("schedule", "1", "--in", "1h").err()).contains("say where it goes");
    fine("schedule", "1", "--in", "1h", "--to", X);
    assertThat(json("queue", "--json")).hasSize(1);
  }

  @Test
  void only_the_account_that_was_named_is_unscheduled() {
    fine("draft", "Ding", "--to", X, "--to", BLUESKY, "--in", "1h");

    fine("unschedule", "1", "--to", X);
    assertThat(json("queue", "--json").findValuesAsString("account")).containsExactly(BLUESKY);
    assertThat(workplace.run("unschedule", "1", "--to", X).exit()).isEqualTo(4);
  }

  @Test
  void a_deleted_post_is_in_no_list_and_is_not_deleted_twice() {
    fine("draft", "Ding", "--to", X, "--in", "1h");

    fine("delete", "1");
    assertThat(json("queue", "--json")).isEmpty();
    assertThat(json("list", "--json")).isEmpty();
    assertThat(workplace.run("delete", "1").exit()).isEqualTo(4);
  }

  @Test
  void the_list_is_narrowed_by_state_and_account() {
    fine("draft", "Ding", "--to", X);
    fine("draft", "Dong", "--to", BLUESKY, "--in", "1h");

    assertThat(json("list", "--json", "--state", "draft").findValuesAsString("text"))
        .containsExactly("Ding");
    assertThat(json("list", "--json", "--account", BLUESKY).findValuesAsString("text"))
        .containsExactly("Dong");
    assertThat(workplace.run("list", "--state", "gone").exit()).isEqualTo(2);
    assertThat(json("list", "--json").get(0).propertyNames())
        .containsExactly(
            "post",
            "account",
            "state",
            "dueAt",
            "zone",
            "parts",
            "text",
            "reason",
            "nextLookAt",
            "hold",
            "slot",
            "repeats");
  }

  @Test
  void an_empty_queue_tells_the_next_step() {
    assertThat(fine("queue").out())
        .isEqualTo("Nothing is in the queue; belfry schedule gives a post a time.\n");
    assertThat(fine("queue", "--json").out()).isEqualTo("[]\n");
  }

  @Test
  void a_long_text_is_split_numbered_and_every_part_fits(@TempDir Path folder) throws IOException {
    Path essay = Files.writeString(folder.resolve("essay.txt"), "Ding dong bell. ".repeat(60));

    fine("thread", "--split", essay.toString(), "--number", "{i}/{n}", "--to", X);

    JsonNode parts = json("preview", "1", "--json").at("/targets/0/parts");
    assertThat(parts.size()).isGreaterThan(3);
    assertThat(parts.get(0).get("text").asString()).contains("1/" + parts.size());
    assertThat(parts).allSatisfy(part -> assertThat(part.get("problems")).isEmpty());
  }

  @Test
  void a_thread_with_one_part_too_long_names_it_and_saves_nothing() {
    Ran ran = workplace.run("thread", "-c", "One", "-c", "x".repeat(281), "--to", X);

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).startsWith("belfry: part 2: ");
    assertThat(json("list", "--json")).isEmpty();
  }

  @Test
  void the_same_key_makes_one_post() {
    fine("draft", "Ding", "--key", "k");

    assertThat(fine("draft", "Ding", "--key", "k").out()).contains("saved before under this key");
    assertThat(json("list", "--json")).hasSize(1);
  }

  /** A script that is run again after hours must hear that all is well. */
  @Test
  void the_same_key_is_the_same_post_also_when_its_time_is_past_by_now() {
    String[] command = {"draft", "Ding", "--to", X, "--at", "2026-12-01 09:00", "--key", "k"};
    fine(command);
    workplace.clock().tick(Duration.ofDays(30));

    assertThat(fine(command).out()).contains("saved before under this key");
    assertThat(json("list", "--json")).hasSize(1);
  }

  private JsonNode json(String... args) {
    return JsonMapper.shared().readTree(fine(args).out());
  }

  private Ran fine(String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as(ran.toString()).isZero();
    return ran;
  }
}

package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.testing.PostgresExtension;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Posts that repeat, as a person uses them; it is Tuesday 24 November 2026, 04:00 in New York. */
@ExtendWith(PostgresExtension.class)
final class RepeatCommandTest {
  private static final String X = "dry-run:x:demo";
  private static final String BLUESKY = "dry-run:bluesky:demo.example";
  private static final String MONDAYS = "0 0 9 ? * MON";

  private final TestWorkplace workplace;

  RepeatCommandTest(DataSource source) {
    this.workplace = new TestWorkplace(source);
  }

  @BeforeEach
  void add_a_post() {
    fine("account", "add", X);
    fine("account", "add", BLUESKY);
    fine("draft", "Ding", "--to", BLUESKY);
  }

  @Test
  void the_next_three_times_are_echoed_and_two_weeks_are_queued() {
    Ran ran = fine("schedule", "1", "--every", MONDAYS, "--zone", "Europe/Paris", "--times", "5");

    assertThat(ran.lines())
        .containsExactly(
            "Post 1 repeats: cron 0 0 9 ? * MON in Europe/Paris, 5 times.",
            "  Mon 30 Nov 2026 09:00 Europe/Paris (08:00 UTC, in 5 d 23 h)",
            "  Mon 7 Dec 2026 09:00 Europe/Paris (08:00 UTC, in 12 d 23 h)",
            "  Mon 14 Dec 2026 09:00 Europe/Paris (08:00 UTC, in 19 d 23 h)",
            "  " + BLUESKY);
    assertThat(json("queue", "--json").findValuesAsString("dueAt"))
        .containsExactly("2026-11-30T08:00:00Z", "2026-12-07T08:00:00Z");
    assertThat(json("queue", "--json").at("/0/repeats").asInt()).isEqualTo(1);
    assertThat(fine("queue").out()).contains("(repeats 1) Ding");
    assertThat(fine("list").out()).contains("(repeats: cron 0 0 9 ? * MON in Europe/Paris) Ding");
    assertThat(fine("history", "1").out())
        .contains("scheduled: repeats: cron 0 0 9 ? * MON in Europe/Paris, 5 times");
  }

  @Test
  void show_tells_the_rule_and_its_next_five_times() {
    fine("schedule", "1", "--every", MONDAYS, "--times", "4");

    assertThat(fine("show", "1").lines())
        .containsSubsequence(
            "It repeats: cron 0 0 9 ? * MON in America/New_York, 4 times.",
            "  Mon 30 Nov 2026 09:00 America/New_York (14:00 UTC, in 6 d 5 h), as post 2",
            "  Mon 7 Dec 2026 09:00 America/New_York (14:00 UTC, in 13 d 5 h), as post 3",
            "  Mon 14 Dec 2026 09:00 America/New_York (14:00 UTC, in 20 d 5 h)",
            "  Mon 21 Dec 2026 09:00 America/New_York (14:00 UTC, in 27 d 5 h)");
    assertThat(fine("show", "2").out()).contains("It repeats post 1.");
    JsonNode rule = json("show", "1", "--json").get("recurrence");
    assertThat(rule.get("cron").asString()).isEqualTo(MONDAYS);
    assertThat(rule.get("zone").asString()).isEqualTo("America/New_York");
    assertThat(rule.get("times").asInt()).isEqualTo(4);
    assertThat(rule.get("next")).hasSize(4);
    assertThat(rule.at("/next/0").toString())
        .isEqualTo("{\"dueAt\":\"2026-11-30T14:00:00Z\",\"post\":2}");
    assertThat(json("show", "2", "--json").get("repeats").asInt()).isEqualTo(1);
    assertThat(json("show", "2", "--json").get("recurrence").isNull()).isTrue();
  }

  @Test
  void said_twice_it_is_one_rule_and_its_count_does_not_start_anew() {
    fine("schedule", "1", "--every", MONDAYS, "--times", "3");

    assertThat(fine("schedule", "1", "--every", "0 0 9 ? *  mon", "--times", "3").out())
        .startsWith("Post 1 repeats so already");
    assertThat(json("queue", "--json")).hasSize(2);
  }

  @Test
  void another_rule_takes_the_place_of_the_first() {
    fine("schedule", "1", "--every", MONDAYS);

    fine("schedule", "1", "--every", "0 0 10 ? * TUE", "--to", X);

    assertThat(json("queue", "--json").findValuesAsString("dueAt"))
        .containsExactly("2026-11-24T15:00:00Z", "2026-12-01T15:00:00Z");
    assertThat(json("queue", "--json").findValuesAsString("account")).containsOnly(X);
  }

  @Test
  void a_time_of_its_own_gives_way_to_the_rule() {
    fine("schedule", "1", "--in", "1h");

    fine("schedule", "1", "--every", MONDAYS);

    assertThat(json("queue", "--json").findValuesAsString("post")).containsExactly("2", "3");
  }

  @Test
  void unscheduled_it_repeats_no_more() {
    fine("schedule", "1", "--every", MONDAYS);

    assertThat(fine("unschedule", "1").out())
        .isEqualTo("Post 1 repeats no more; the 2 times that were in the queue are deleted.\n");

    assertThat(json("queue", "--json")).isEmpty();
    assertThat(json("show", "1", "--json").get("recurrence").isNull()).isTrue();
    assertThat(workplace.run("show", "2").exit()).isEqualTo(4);
    assertThat(workplace.run("unschedule", "1").exit()).isEqualTo(4);
  }

  @Test
  void deleted_it_repeats_no_more() {
    fine("schedule", "1", "--every", MONDAYS);

    fine("delete", "1");

    assertThat(json("queue", "--json")).isEmpty();
  }

  @Test
  void one_time_of_it_is_a_post_like_any_other() {
    fine("schedule", "1", "--every", MONDAYS);

    fine("unschedule", "2");
    fine("schedule", "3", "--in", "1h");

    assertThat(json("queue", "--json").findValuesAsString("post")).containsExactly("3");
    assertThat(json("show", "1", "--json").at("/recurrence/next").findValuesAsString("dueAt"))
        .startsWith("2026-11-24T10:00:00Z", "2026-12-14T14:00:00Z");
    assertThat(fine("unschedule", "1").out())
        .isEqualTo("Post 1 repeats no more; the one time that was in the queue is deleted.\n");
  }

  @Test
  void edited_it_says_the_new_wording_each_time_that_has_not_begun() {
    fine("schedule", "1", "--every", MONDAYS);

    assertThat(workplace.runWith("Dong\n", "edit", "1", "-f", "-").exit()).isZero();

    assertThat(json("queue", "--json").findValuesAsString("text")).containsExactly("Dong", "Dong");
    assertThat(json("preview", "2", "--json").toString()).contains("Dong").doesNotContain("Ding");
  }

  @Test
  void when_and_where_it_repeats_is_not_for_an_edit_to_say() {
    fine("schedule", "1", "--every", MONDAYS);

    Ran time = workplace.runWith("---\nat: 2026-12-01 09:00\n---\nDong\n", "edit", "1", "-f", "-");
    Ran account = workplace.runWith("---\nto: " + X + "\n---\nDong\n", "edit", "1", "-f", "-");

    assertThat(List.of(time.exit(), account.exit())).containsOnly(3);
    assertThat(time.err()).contains("at: post 1 repeats; belfry schedule 1 --every");
    assertThat(account.err()).contains("to: post 1 repeats");
    assertThat(json("queue", "--json").findValuesAsString("text")).containsOnly("Ding");
  }

  @Test
  void a_single_time_for_what_repeats_is_refused_with_what_to_do() {
    fine("schedule", "1", "--every", MONDAYS);

    Ran ran = workplace.run("schedule", "1", "--in", "1h");

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err()).contains("belfry unschedule 1 ends that");
  }

  @Test
  void what_does_not_go_together_is_refused() {
    refused("there is a time by --every already", "--every", MONDAYS, "--in", "1h");
    refused("it goes with --every CRON", "--times", "5", "--in", "1h");
    refused("it goes with --every CRON", "--until", "2027-01-01");
    refused("so 0 0 9 ? * MON", "--every", "0 9 * * 1");
    fine("account", "set", BLUESKY, "--spacing", "10m");
    refused("times that are 60 s apart", "--every", "0 * * * * ?");
    assertThat(json("queue", "--json")).isEmpty();
  }

  @Test
  void on_x_each_time_costs_and_a_text_seen_lately_is_warned_of() {
    Ran ran = fine("schedule", "1", "--every", MONDAYS, "--to", X);

    assertThat(ran.out()).contains("each time about $");
    assertThat(ran.err()).contains("X refuses a text");
  }

  private void refused(String why, String... options) {
    Ran ran =
        workplace.run(
            Stream.concat(Stream.of("schedule", "1"), Arrays.stream(options))
                .toArray(String[]::new));
    assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
    assertThat(ran.err()).contains(why);
  }

  private Ran fine(String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran;
  }

  private JsonNode json(String... args) {
    return JsonMapper.shared().readTree(fine(args).out());
  }
}

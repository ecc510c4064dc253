package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.testing.PostgresExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/** Schedules and slots as a person uses them; it is Tuesday 24 November 2026, 04:00 in New York. */
@ExtendWith(PostgresExtension.class)
final class SchedulesCommandTest {
  private static final String X = "dry-run:x:demo";
  private static final String BLUESKY = "dry-run:bluesky:demo.example";

  private final TestWorkplace workplace;
  private final Path folder;

  SchedulesCommandTest(DataSource source, @TempDir Path folder) {
    this.workplace = new TestWorkplace(source);
    this.folder = folder;
  }

  @BeforeEach
  void add_accounts() {
    fine("account", "add", X);
    fine("account", "add", BLUESKY);
  }

  @Test
  void posts_flow_into_the_next_free_slots_of_all_schedules() {
    apply("mornings", "slots: [{days: [mon, wed], times: '09:00'}]");
    apply("evenings", "slots: [{days: [tue, wed], times: '20:00'}]");

    assertThat(fine("draft", "one", "--to", X, "--next").out())
        .contains(
            X
                + "  Tue 24 Nov 2026 20:00 America/New_York (Wed 25 Nov 01:00 UTC, in 16 h),"
                + " slot evenings, Tue 20:00");
    fine("thread", "-c", "two", "-c", "and more", "--to", X, "--next");
    fine("draft", "three", "--to", X, "--slot", "mornings");
    fine("draft", "four", "--to", X, "--next");

    assertThat(slots())
        .containsExactly(
            "1 evenings 2026-11-24T20:00",
            "2 mornings 2026-11-25T09:00",
            "4 evenings 2026-11-25T20:00",
            "3 mornings 2026-11-30T09:00");
    assertThat(fine("queue").out()).contains("(slot evenings, Tue 20:00) one");
    assertThat(fine("show", "3").out()).contains("America/New_York, slot mornings, Mon 09:00");
    assertThat(json("show", "3", "--json").at("/deliveries/0/slot/schedule").asString())
        .isEqualTo("mornings");
  }

  @Test
  void each_account_has_slots_of_its_own() {
    apply("daily", "slots: [{times: '09:00'}]");
    fine("draft", "one", "--to", X, "--next");
    fine("draft", "both", "--to", X, "--to", BLUESKY, "--next");

    assertThat(json("queue", "--json").findValuesAsString("dueAt"))
        .containsExactly("2026-11-24T14:00:00Z", "2026-11-24T14:00:00Z", "2026-11-25T14:00:00Z");
  }

  @Test
  void a_slot_is_free_again_when_its_post_leaves_it() {
    apply("daily", "slots: [{times: '09:00'}]");
    for (String text : List.of("one", "two", "three", "four")) {
      fine("draft", text, "--to", X, "--next");
    }
    fine("unschedule", "1");
    fine("delete", "2");
    fine("schedule", "3", "--at", "2026-12-24 12:00");

    assertThat(slots()).containsExactly("4 daily 2026-11-27T09:00", "3 null");
    for (String text : List.of("five", "six", "seven", "eight")) {
      fine("draft", text, "--to", X, "--next");
    }
    assertThat(slots())
        .containsExactly(
            "5 daily 2026-11-24T09:00",
            "6 daily 2026-11-25T09:00",
            "7 daily 2026-11-26T09:00",
            "4 daily 2026-11-27T09:00",
            "8 daily 2026-11-28T09:00",
            "3 null");
    assertThat(fine("schedule", "5", "--next").out())
        .as("its own slot is free for it")
        .contains("slot daily, Tue 09:00");
  }

  @Test
  void the_same_key_takes_one_slot() {
    apply("daily", "slots: [{times: '09:00'}]");
    fine("draft", "one", "--to", X, "--next", "--key", "k");
    fine("draft", "one", "--to", X, "--next", "--key", "k");

    assertThat(slots()).containsExactly("1 daily 2026-11-24T09:00");
  }

  @Test
  void what_can_not_be_queued_into_a_slot_says_what_to_do() {
    assertThat(refused(4, "draft", "one", "--to", X, "--next")).contains("no schedule is for " + X);
    apply("daily", "slots: [{times: '09:00'}]");
    fine("account", "add", "dry-run:x:other");
    assertThat(refused(4, "draft", "one", "--to", X, "--slot", "dialy"))
        .contains("there is no schedule dialy here; did you mean \"daily\"?");
    assertThat(refused(4, "draft", "one", "--to", "dry-run:x:other", "--slot", "daily"))
        .contains("is not for dry-run:x:other");
    assertThat(refused(3, "draft", "one", "--to", X, "--next", "--in", "1h"))
        .contains("keep one of them");
    assertThat(refused(3, "draft", "one", "--to", X, "--next", "--slot", "daily"))
        .contains("keep one of them");
    assertThat(refused(3, "draft", "one", "--next")).contains("--to");
    apply("once", "slots: [{cron: 0 0 9 1 1 ? 2027}]");
    fine("draft", "one", "--to", X, "--slot", "once");
    assertThat(refused(4, "draft", "two", "--to", X, "--slot", "once"))
        .contains("no slot is free for " + X, "belfry schedules next once --account");
    assertThat(slots()).containsExactly("1 once 2027-01-01T09:00");
  }

  @Test
  void caps_and_spacing_count_what_was_queued_by_time_and_next_tells_why() {
    apply(
        "daily",
        """
        slots: [{times: ['09:00', '10:00', '15:00']}]
        caps: {day: 2}
        spacing: 90m
        blackout: [{from: 2026-11-26, reason: Thanksgiving}]
        """);
    fine("draft", "by itself", "--to", X, "--at", "2026-11-25 09:30");
    for (String text : List.of("one", "two", "three", "four")) {
      fine("draft", text, "--to", X, "--next");
    }
    assertThat(slots())
        .containsExactly(
            "2 daily 2026-11-24T09:00",
            "3 daily 2026-11-24T15:00",
            "1 null",
            "4 daily 2026-11-25T15:00",
            "5 daily 2026-11-27T09:00");
    assertThat(fine("schedules", "next", "daily", "-n", "9", "--account", X).out())
        .contains("2026-11-24 09:00:00 -05:00  daily, Tue 09:00  post 2")
        .contains("daily, Tue 10:00  less than 1 h 30 min from something else")
        .contains("daily, Wed 10:00  less than 1 h 30 min from something else")
        .contains("daily, Thu 15:00  blackout: Thanksgiving");
    JsonNode next = json("schedules", "next", "-n", "11", "--account", X, "--json");
    assertThat(next).hasSize(11);
    assertThat(next.get(0).get("posts").get(0).asInt()).isEqualTo(2);
    assertThat(next.get(0).get("refusal").isNull()).isTrue();
    assertThat(next.get(10).get("at").asString()).isEqualTo("2026-11-27T15:00:00Z");
  }

  @Test
  void a_changed_schedule_lets_the_queue_flow_and_says_what_moved() throws IOException {
    apply("daily", "slots: [{times: '09:00'}]");
    for (String text : List.of("one", "two", "three")) {
      fine("draft", text, "--to", X, "--next");
    }
    fine("draft", "fixed", "--to", X, "--at", "2026-11-25 09:00:01");

    assertThat(apply("daily", "# The same in other words.\nslots: [{times: ['09:00']}]").out())
        .isEqualTo("daily is as it was.\n");
    write("daily", "slots: [{times: ['09:00', '15:00']}]\nspacing: 1h");
    Ran rehearsed = fine("schedules", "apply", folder.toString(), "--dry-run");
    assertThat(rehearsed.out())
        .isEqualTo(
            """
            daily changes:
              slots     every day 09:00 → every day 09:00, 15:00
              spacing   none → 1 h
            Post 2 for %1$s moves from Wed 25 Nov 2026 09:00 America/New_York to Tue 24 Nov 2026 15:00 America/New_York, slot daily, Tue 15:00.
            Post 3 for %1$s moves from Thu 26 Nov 2026 09:00 America/New_York to Wed 25 Nov 2026 15:00 America/New_York, slot daily, Wed 15:00.
            Nothing is changed: this was a dry run.
            """
                .formatted(X));
    assertThat(slots()).contains("2 daily 2026-11-25T09:00");

    fine("schedules", "apply", folder.toString());
    assertThat(slots())
        .containsExactly(
            "1 daily 2026-11-24T09:00",
            "2 daily 2026-11-24T15:00",
            "4 null",
            "3 daily 2026-11-25T15:00");
    assertThat(fine("history", "2").out()).contains("its schedule was changed");
  }

  @Test
  void a_change_that_would_leave_a_post_without_a_slot_is_refused_as_a_whole() {
    apply("daily", "slots: [{times: '09:00'}]");
    fine("draft", "one", "--to", X, "--slot", "daily");
    write("another", "slots: [{times: '10:00'}]");
    write("daily", "slots: [{cron: 0 0 9 1 1 ? 2020}]");

    assertThat(refused(4, "schedules", "apply", folder.toString()))
        .contains("post 1 for " + X, "slot daily, Tue 09:00", "unschedule it");
    assertThat(json("schedules", "list", "--json").findValuesAsString("name"))
        .containsExactly("daily");
    assertThat(refused(4, "schedules", "remove", "daily")).contains("posts wait in slots of daily");
    fine("unschedule", "1");
    fine("schedules", "remove", "daily");
    assertThat(fine("schedules", "list").out()).contains("no schedules yet");
  }

  @Test
  void a_post_is_moved_before_another_and_the_others_move_up() {
    apply("daily", "slots: [{times: '09:00'}]");
    apply("other", "slots: [{days: fri, times: '12:00'}]");
    for (String text : List.of("one", "two", "three")) {
      fine("draft", text, "--to", X, "--next");
    }
    fine("draft", "named", "--to", X, "--slot", "other");
    fine("draft", "five", "--to", X, "--next");

    fine("queue", "move", "3", "--before", "1");
    assertThat(slots())
        .containsExactly(
            "3 daily 2026-11-24T09:00",
            "1 daily 2026-11-25T09:00",
            "2 daily 2026-11-26T09:00",
            "5 daily 2026-11-27T09:00",
            "4 other 2026-11-27T12:00");
    assertThat(fine("queue", "move", "3", "--before", "2").out()).contains("nothing has changed");
    assertThat(refused(4, "queue", "move", "4", "--before", "1"))
        .contains("post 4 was queued into other by name");
    fine("schedule", "1", "--in", "2h");
    assertThat(refused(4, "queue", "move", "1", "--before", "3")).contains("do not both wait");
    assertThat(refused(2, "queue", "move", "1")).contains("--before");
  }

  @Test
  void gaps_are_closed_when_asked_for() {
    apply("daily", "slots: [{times: '09:00'}]");
    for (String text : List.of("one", "two", "three")) {
      fine("draft", text, "--to", X, "--next");
    }
    fine("delete", "1");
    assertThat(slots()).containsExactly("2 daily 2026-11-25T09:00", "3 daily 2026-11-26T09:00");

    assertThat(fine("queue", "compact").out()).contains("Post 2 for " + X, "Post 3 for " + X);
    assertThat(slots()).containsExactly("2 daily 2026-11-24T09:00", "3 daily 2026-11-25T09:00");
    assertThat(fine("queue", "compact", "--account", X).out()).contains("no gap");
  }

  @Test
  void a_post_that_comes_due_too_late_is_judged_by_its_schedule() {
    apply("daily", "slots: [{times: '09:00'}]\nlate: skip");
    fine("draft", "one", "--to", X, "--next");
    fine("draft", "two", "--to", X, "--in", "5h");
    workplace
        .database()
        .transact(
            connection -> {
              try (var statement = connection.createStatement()) {
                statement.execute(
                    "UPDATE waiting SET due_at = clock_timestamp() - interval '2 hours'");
              }
            });
    fine("run", "--once");

    assertThat(json("list", "--json").findValuesAsString("state"))
        .containsExactly("skipped", "held");
  }

  @Test
  void a_schedule_that_skips_what_is_late_does_so_where_the_account_would_post_it() {
    fine("account", "set", X, "--late", "post");
    apply("daily", "slots: [{times: '09:00'}]\nlate: skip");
    fine("draft", "one", "--to", X, "--next");
    workplace
        .database()
        .transact(
            connection -> {
              try (var statement = connection.createStatement()) {
                statement.execute(
                    "UPDATE waiting SET due_at = clock_timestamp() - interval '2 hours'");
              }
            });
    fine("run", "--once");

    assertThat(json("list", "--json").findValuesAsString("state")).containsExactly("skipped");
  }

  @Test
  void a_week_is_drawn() {
    apply(
        "office",
        """
        slots: [{days: [mon, tue, wed, thu, fri], times: ['09:00', '15:30']}]
        blackout: [{from: 2026-11-26, reason: Thanksgiving}]
        """);
    fine("draft", "one", "--to", X, "--to", BLUESKY, "--next");
    fine("draft", "two", "--to", X, "--next");

    assertThat(fine("schedules", "show", "office").out())
        .isEqualTo(
            """
            accounts  dry-run:x:demo, dry-run:bluesky:demo.example
            zone      America/New_York
            slots     mon, tue, wed, thu, fri 09:00, 15:30
            blackout  2026-11-26 (Thanksgiving)

            November 2026  Mon 23  Tue 24  Wed 25  Thu 26  Fri 27  Sat 28  Sun 29
            09:00          past    #1      09:00   –       09:00
            15:30          past    #2      15:30   –       15:30
            – Thu 26: blackout: Thanksgiving
            """);
    assertThat(fine("schedules", "show", "office", "--account", BLUESKY).out())
        .contains("15:30          past    15:30   15:30");
    assertThat(fine("schedules", "show", "office", "--week", "2026-12-31").out())
        .contains("December 2026  Mon 28  Tue 29  Wed 30  Thu 31  Fri 1");
    assertThat(refused(3, "schedules", "show", "office", "--week", "soon")).contains("2026-12-24");
  }

  @Test
  void files_are_checked_all_at_once_and_without_a_database() throws IOException {
    write("good", "slots: [{times: '09:00'}]");
    write("bad", "slots: [{times: '9:00'}]\njiter: 3");
    write("never", "slots: [{times: '09:00'}]\nquiet: {from: '08:00', to: '10:00'}");
    Files.write(folder.resolve("wide.yaml"), "name: wide".getBytes(StandardCharsets.UTF_16));
    Files.writeString(folder.resolve("latin.yaml"), "name: \u00e9", StandardCharsets.ISO_8859_1);
    Files.writeString(folder.resolve("notes.txt"), "no schedule");

    String problems = refused(3, "schedules", "check", folder.toString());
    assertThat(problems)
        .contains("bad.yaml, line 4, column 17: \"9:00\" is not a time of day")
        .contains(
            "bad.yaml, line 5, column 1: \"jiter\" is not known here; did you mean \"jitter\"")
        .contains("wide.yaml, line 1, column 1: this is UTF-16; save it as UTF-8")
        .contains("latin.yaml, line 1, column 7: the byte 0xE9 is not UTF-8")
        .doesNotContain("notes.txt", "good.yaml");
    assertThat(fine("schedules", "check", file("good")).out())
        .contains("good.yaml is fine; its next slot is Tue 24 Nov 2026 09:00 America/New_York");
    assertThat(refused(3, "schedules", "check", file("never"))).contains("no slot of it is open");
    Files.move(folder.resolve("good.yaml"), folder.resolve("better.yaml"));
    assertThat(refused(3, "schedules", "check", file("better"))).contains("give both one name");
    assertThat(refused(3, "schedules", "check", file("gone"))).contains("gone.yaml");
    assertThat(fine("schedules", "next", file("never"), "-n", "1").out()).contains("quiet hours");
    assertThat(refused(2, "schedules", "next", file("never"), "--account", X)).contains("apply it");
  }

  @Test
  void an_account_that_is_not_known_is_told_when_its_schedule_is_applied() {
    write("daily", "slots: [{times: '09:00'}]");
    fine("account", "remove", X);
    assertThat(refused(4, "schedules", "apply", file("daily"))).contains("belfry account add " + X);
  }

  private List<String> slots() {
    return json("queue", "--json")
        .valueStream()
        .map(
            each ->
                each.get("post")
                    + " "
                    + (each.get("slot").isNull()
                        ? "null"
                        : each.at("/slot/schedule").asString()
                            + " "
                            + each.at("/slot/nominal").asString().replaceFirst(":00$", "")))
        .toList();
  }

  private Ran apply(String name, String rules) {
    write(name, rules);
    return fine("schedules", "apply", file(name));
  }

  private String file(String name) {
    return folder.resolve(name + ".yaml").toString();
  }

  private void write(String name, String rules) {
    try {
      Files.writeString(
          folder.resolve(name + ".yaml"),
          "name: %s\naccounts: [%s, %s]\nzone: America/New_York\n%s\n"
              .formatted(name, X, BLUESKY, rules.strip()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String refused(int exit, String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
    return ran.err();
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

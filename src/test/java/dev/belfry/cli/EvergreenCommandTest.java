package dev.belfry.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.cli.TestWorkplace.Ran;
import dev.belfry.compose.checks.TextDigest;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.media.Images;
import dev.belfry.post.AccountName;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.queue.MakeShowings;
import dev.belfry.queue.SameTexts;
import dev.belfry.queue.Schedules;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.Rival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Evergreen sets, as a person uses them; it is Tuesday 24 November 2026, 04:00 in New York, and
 * there is a slot at nine each day.
 */
@ExtendWith(PostgresExtension.class)
final class EvergreenCommandTest {
  private static final String X = "dry-run:x:demo";
  private static final String BLUESKY = "dry-run:bluesky:demo.example";

  private final DataSource source;
  private final TestWorkplace workplace;
  private final Path folder;

  EvergreenCommandTest(DataSource source, @TempDir Path folder) {
    this.source = source;
    this.workplace = new TestWorkplace(source);
    this.folder = folder;
  }

  @BeforeEach
  void apply_a_schedule() throws IOException {
    fine("account", "add", X);
    fine("account", "add", BLUESKY);
    apply(X, "times: \"09:00\"");
    fine("draft", "Ding");
    fine("draft", "Dong");
  }

  @Test
  void a_set_fills_the_free_slots_a_day_ahead_and_tells_what_comes_next() {
    assertThat(fine("evergreen", "create", "tips", "--schedule", "daily").lines())
        .containsExactly(
            "tips fills the free slots of daily for " + X + "; a text rests 90 days.",
            "Put posts into it with belfry evergreen add tips POST.");

    assertThat(fine("evergreen", "add", "tips", "1", "2").lines())
        .containsExactly(
            "2 posts are put into tips; it has 2 texts now.",
            "  dry-run:x:demo  Tue 24 Nov 2026 09:00 America/New_York (14:00 UTC, in 5 h), slot"
                + " daily, Tue 09:00: post 1, as post 3",
            "  dry-run:x:demo  Wed 25 Nov 2026 09:00 America/New_York (14:00 UTC, in 1 d 5 h), slot"
                + " daily, Wed 09:00: post 2",
            "  dry-run:x:demo  Thu 26 Nov 2026 09:00 America/New_York (14:00 UTC, in 2 d 5 h), slot"
                + " daily, Thu 09:00: nothing, for every text rests");
    assertThat(fine("queue").out()).contains("(slot daily, Tue 09:00) (repeats 1) Ding");
    assertThat(fine("list").out()).contains("(evergreen: tips) Ding");
    assertThat(fine("show", "3").out()).contains("It shows post 1, of the evergreen set tips.");
    assertThat(fine("show", "1").out()).contains("It is in the evergreen set tips.");
    assertThat(json("show", "3", "--json").at("/evergreen/shows").asInt()).isEqualTo(1);
    assertThat(json("show", "1", "--json").at("/evergreen/in/0").asString()).isEqualTo("tips");
  }

  @Test
  void show_tells_when_each_text_was_there_last_and_until_when_it_rests() {
    set("1");
    fine("evergreen", "add", "tips", "1", "--variation", "2");

    assertThat(fine("evergreen", "show", "tips").out())
        .contains(
            "   1  dry-run:x:demo              until 2027-02-22  Ding",
            "   2  dry-run:x:demo                                (or 1) Dong");
    JsonNode shown = json("evergreen", "show", "tips", "--json");
    assertThat(shown.get("rest").asInt()).isEqualTo(90);
    assertThat(shown.at("/texts/0/on/0/restsUntil").asString()).isEqualTo("2027-02-22");
    assertThat(shown.at("/next/0/post").asInt()).isEqualTo(3);
    assertThat(json("evergreen", "list", "--json").at("/0/texts").asInt()).isEqualTo(2);
    assertThat(fine("evergreen", "list").out()).contains("90 days", "shown");
  }

  @Test
  void a_name_is_a_key_said_twice_it_is_one_set() {
    fine("evergreen", "create", "tips", "--schedule", "daily");

    assertThat(fine("evergreen", "create", "tips", "--schedule", "daily").out())
        .startsWith("It is there already: tips fills");
    Ran other = workplace.run("evergreen", "create", "tips", "--schedule", "daily", "--rest", "7");
    assertThat(other.exit()).isEqualTo(4);
    assertThat(other.err()).contains("belfry evergreen change tips");
    assertThat(json("evergreen", "list", "--json")).hasSize(1);
  }

  /** Regression: the second got what the database says of its index. */
  @ParameterizedTest
  @CsvSource({
    "90, 0, It is there already: tips fills",
    "7, 4, 'belfry: there is a set tips already, and it is another: tips fills'",
  })
  void a_name_that_another_takes_in_the_same_moment_is_a_key_too(int rest, int exit, String says)
      throws Exception {
    try (Rival rival = new Rival(source)) {
      rival.runs(
          "INSERT INTO evergreen_sets (name, schedule_id, rest_days, created_by)"
              + " VALUES ('tips', 1, %d, 'rival')".formatted(rest));
      rival.runs(
          "INSERT INTO evergreen_accounts (set_id, account_id, reached) VALUES (1, 1, now())");
      CompletableFuture<Ran> second =
          rival.blocks(() -> workplace.run("evergreen", "create", "tips", "--schedule", "daily"));
      rival.commits();

      Ran ran = second.get();
      assertThat(ran.exit()).as(ran.err()).isEqualTo(exit);
      assertThat(ran.out() + ran.err()).startsWith(says);
    }
    assertThat(json("evergreen", "list", "--json")).hasSize(1);
  }

  @Test
  void what_is_wrong_is_refused_with_what_to_do_and_nothing_is_half_done() {
    refused(2, "--schedule", "evergreen", "create", "tips");
    refused(3, "a-z", "evergreen", "create", "My Tips", "--schedule", "daily");
    refused(
        3, "from 1 to 3650", "evergreen", "create", "tips", "--schedule", "daily", "--rest", "0");
    refused(4, "no schedule", "evergreen", "create", "tips", "--schedule", "weekly");
    refused(4, "is not for", "evergreen", "create", "t", "--schedule", "daily", "--to", BLUESKY);
    refused(4, "no evergreen set tips", "evergreen", "add", "tips", "1");
    fine("evergreen", "create", "tips", "--schedule", "daily");
    refused(4, "no post 99", "evergreen", "add", "tips", "1", "99");
    refused(2, "goes with one post", "evergreen", "add", "tips", "1", "2", "--variation", "2");
    refused(2, "of itself", "evergreen", "add", "tips", "1", "--variation", "1");
    fine("draft", "x".repeat(281));
    refused(3, "post 3", "evergreen", "add", "tips", "1", "3");
    refused(4, "not in tips", "evergreen", "remove", "tips", "1");
    refused(4, "not held", "evergreen", "resume", "tips");
    refused(2, "--reason", "evergreen", "hold", "tips");
    refused(2, "say what to change", "evergreen", "change", "tips");

    assertThat(json("evergreen", "list", "--json").at("/0/texts").asInt()).isZero();
    assertThat(json("queue", "--json")).isEmpty();
  }

  @Test
  void a_new_post_goes_before_what_is_evergreen_which_gives_way() {
    set("1", "2");
    assertThat(texts()).containsExactly("Ding");

    assertThat(fine("draft", "News", "--to", X, "--next").out()).contains("Tue 24 Nov 2026 09:00");
    assertThat(texts()).containsExactly("News");
    refill();

    assertThat(texts()).containsExactly("News");
    assertThat(next(0)).isEqualTo("2026-11-25T14:00:00Z");
    workplace.clock().tick(Duration.ofDays(1));
    refill();
    assertThat(texts()).as("its turn is not lost").containsExactly("News", "Ding");
  }

  @Test
  void a_new_post_at_a_time_of_its_own_closes_a_slot_that_its_spacing_closes() throws IOException {
    apply("daily", X, "times: \"09:00\"", "spacing: 3h");
    set("1", "2");

    fine("draft", "News", "--to", X, "--at", "2026-11-24 10:00", "--zone", "America/New_York");
    refill();

    assertThat(texts()).containsExactly("News");
  }

  @Test
  void the_same_text_by_hand_counts_and_takes_the_place_of_what_is_evergreen() {
    set("1", "2");

    fine("draft", "Ding ", "--to", X, "--in", "30m");
    assertThat(texts()).as("at once: the slot may be the next moment's").containsExactly("Ding ");
    refill();

    assertThat(texts()).as("but for white space it is the same").containsExactly("Ding ", "Dong");
    fine("draft", "Dong", "--to", X, "--at", "2026-12-20 10:00", "--zone", "America/New_York");
    refill();
    assertThat(texts()).as("also later").containsExactly("Ding ", "Dong");
    assertThat(dueAts()).doesNotContain("2026-11-24T14:00:00Z");
  }

  @Test
  void the_same_text_of_a_file_or_a_draft_that_gets_a_time_takes_its_place_at_once()
      throws IOException {
    set("1", "2");
    Path file = folder.resolve("a.jsonl");
    Files.writeString(file, "{\"text\": \"Ding\", \"at\": \"2026-11-24T13:00Z\"}\n");

    fine("import", "--dry-run", file.toString(), "--to", X);
    assertThat(dueAts()).containsExactly("2026-11-24T14:00:00Z");
    fine("import", file.toString(), "--to", X);
    assertThat(dueAts()).containsExactly("2026-11-24T13:00:00Z");

    refill();
    assertThat(texts()).containsExactly("Ding", "Dong");
    fine("schedule", "2", "--to", X, "--in", "30m");
    assertThat(texts()).containsExactly("Dong", "Ding");
    assertThat(dueAts()).doesNotContain("2026-11-24T14:00:00Z");
  }

  @Test
  void what_somebody_has_laid_hands_on_does_not_give_way_to_the_same_text() {
    set("1", "2");
    fine("schedule", "3", "--in", "2h");

    refused(3, "gets the same text at", "draft", "Ding", "--to", X, "--in", "30m");

    fine("hold", "3", "--reason", "not today");
    fine("draft", "Ding", "--to", X, "--in", "30m");
    assertThat(texts()).contains("Ding", "Ding");
  }

  @Test
  void what_somebody_is_just_queueing_is_not_shown_until_it_is_known_whether_they_did()
      throws SQLException {
    Long digest =
        requireNonNull(TextDigest.of(new Post(List.of(Part.of("Ding"))), AccountName.parse(X)));
    try (Connection somebody = source.getConnection()) {
      somebody.setAutoCommit(false);
      SameTexts.lock(somebody, List.of(new SameTexts.Wanted(digest, Instant.EPOCH)));

      set("1");
      assertThat(texts()).isEmpty();

      somebody.rollback();
    }
    refill();
    assertThat(texts()).containsExactly("Ding");
  }

  @Test
  void edited_it_is_shown_in_the_new_words_and_what_was_rewritten_by_hand_stays() {
    set("1", "2");

    assertThat(workplace.runWith("Ding dong\n", "edit", "1", "-f", "-").exit()).isZero();

    assertThat(texts()).containsExactly("Ding dong");
    assertThat(json("preview", "3", "--json").toString()).contains("Ding dong");
    assertThat(workplace.runWith("Mine\n", "edit", "3", "-f", "-").exit()).isZero();
    assertThat(workplace.runWith("Bim\n", "edit", "1", "-f", "-").exit()).isZero();
    refill();
    assertThat(texts()).containsExactly("Mine");
    assertThat(fine("evergreen", "remove", "tips", "1").out())
        .contains("nothing of it was in the queue");
    assertThat(texts()).containsExactly("Mine");
  }

  /** Regression: an edit got what the database says of a foreign key. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM evergreen_texts WHERE post_id = 1",
        "DELETE FROM evergreen_texts; DELETE FROM evergreen_accounts;"
            + " UPDATE evergreen_sets SET removed_at = now(), schedule_id = NULL",
      })
  void what_somebody_takes_out_of_the_set_meanwhile_is_edited_all_the_same(String takesOut)
      throws Exception {
    set("1", "2");
    try (Rival rival = new Rival(source)) {
      rival.runs("SELECT 1 FROM evergreen_sets FOR UPDATE");
      rival.runs(takesOut);
      CompletableFuture<Ran> edit =
          rival.blocks(() -> workplace.runWith("Ding dong\n", "edit", "1", "-f", "-"));
      rival.commits();
      assertThat(edit.get().exit()).as(edit.get().err()).isZero();
    }
    assertThat(fine("show", "1").out()).contains("Ding dong");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM evergreen_texts WHERE post_id = 2",
        "DELETE FROM evergreen_texts; DELETE FROM evergreen_accounts;"
            + " UPDATE evergreen_sets SET removed_at = now(), schedule_id = NULL",
      })
  void what_somebody_takes_out_of_the_set_meanwhile_is_deleted_all_the_same(String takesOut)
      throws Exception {
    set("1", "2");
    try (Rival rival = new Rival(source)) {
      rival.runs("SELECT 1 FROM evergreen_sets FOR UPDATE");
      rival.runs(takesOut);
      CompletableFuture<Ran> delete = rival.blocks(() -> workplace.run("delete", "2"));
      rival.commits();
      assertThat(delete.get().exit()).as(delete.get().err()).isZero();
    }
  }

  @Test
  void an_edit_that_a_network_refuses_changes_nothing() {
    set("1", "2");

    Ran ran = workplace.runWith("x".repeat(281), "edit", "1", "-f", "-");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
    assertThat(fine("show", "1").out()).contains("Ding");
    assertThat(texts()).containsExactly("Ding");
  }

  @Test
  void an_edit_that_says_what_was_said_lately_is_not_shown_now() {
    set("1", "2");

    assertThat(workplace.runWith("Dong\n", "edit", "1", "-f", "-").exit()).isZero();
    refill();

    assertThat(texts()).containsExactly("Dong");
    workplace.clock().tick(Duration.ofDays(1));
    refill();
    assertThat(texts()).as("once, whichever post says it").containsExactly("Dong");
  }

  @Test
  void taken_out_or_deleted_it_is_shown_no_more_and_another_has_its_slot() {
    set("1", "2");

    assertThat(fine("evergreen", "remove", "tips", "1").lines().get(0))
        .isEqualTo("Post 1 is out of tips; the one showing that was in the queue is deleted.");
    assertThat(texts()).containsExactly("Dong");
    fine("delete", "2");
    refill();
    assertThat(texts()).isEmpty();
    assertThat(json("evergreen", "list", "--json").at("/0/texts").asInt()).isZero();
    assertThat(fine("evergreen", "show", "tips").out()).contains("There is nothing in it");
  }

  @Test
  void a_single_showing_that_somebody_deletes_moves_or_unschedules_leaves_its_slot_free() {
    set("1", "2");

    fine("delete", "3");
    refill();
    assertThat(texts()).isEmpty();
    workplace.clock().tick(Duration.ofDays(1));
    refill();
    assertThat(texts()).as("deleted, it had its turn").containsExactly("Dong");
    fine("unschedule", "4");
    refill();
    assertThat(texts()).isEmpty();
  }

  @Test
  void a_showing_that_somebody_holds_or_moves_is_theirs() {
    set("1", "2");
    fine("hold", "3", "--reason", "wait");

    fine("draft", "News", "--to", X, "--next");
    fine("evergreen", "delete", "tips");

    assertThat(texts()).containsExactly("Ding", "News");
    assertThat(dueAts()).containsExactly("2026-11-24T14:00:00Z", "2026-11-25T14:00:00Z");
  }

  @Test
  void to_hold_a_post_of_a_set_is_answered_with_what_can_be_held() {
    set("1", "2");

    refused(4, "belfry evergreen hold tips", "hold", "1", "--reason", "wait");
  }

  @Test
  void held_nothing_is_shown_and_what_went_by_meanwhile_stays_free() {
    set("1", "2");

    assertThat(fine("evergreen", "hold", "tips", "--reason", "launch week").out())
        .isEqualTo(
            "tips is held: launch week; the one showing that was in the queue is deleted.\n");
    refill();
    assertThat(texts()).isEmpty();
    assertThat(fine("evergreen", "show", "tips").out()).contains("It is held: launch week");
    assertThat(doctor()).contains("tips is held (launch week)");
    refused(4, "held already", "evergreen", "hold", "tips", "--reason", "again");
    workplace.clock().tick(Duration.ofDays(3));
    fine("evergreen", "resume", "tips");
    assertThat(dueAts()).containsExactly("2026-11-27T14:00:00Z");
  }

  @Test
  void deleted_its_posts_stay_and_its_name_and_its_schedule_are_free() {
    set("1", "2");
    refused(4, "fills the slots of daily", "schedules", "remove", "daily");

    assertThat(fine("evergreen", "delete", "tips").out())
        .isEqualTo(
            "tips is deleted, its posts stay; the one showing that was in the queue is deleted.\n");

    assertThat(fine("show", "1").out()).contains("Ding").doesNotContain("evergreen");
    fine("schedules", "remove", "daily");
    refused(4, "no evergreen set", "evergreen", "show", "tips");
  }

  @Test
  void another_schedule_other_accounts_and_another_rest_are_changed_at_once() throws IOException {
    set("1", "2");
    apply("both", X + ", " + BLUESKY, "times: \"12:00\"");

    fine("evergreen", "change", "tips", "--schedule", "both", "--rest", "1d");

    assertThat(dueAts()).containsExactly("2026-11-24T17:00:00Z", "2026-11-24T17:00:00Z");
    assertThat(json("queue", "--json").findValuesAsString("account"))
        .containsExactlyInAnyOrder(X, BLUESKY);
    fine("evergreen", "change", "tips", "--to", BLUESKY);
    assertThat(json("queue", "--json").findValuesAsString("account")).containsExactly(BLUESKY);
    assertThat(fine("evergreen", "show", "tips").lines().get(0))
        .isEqualTo("tips fills the free slots of both for " + BLUESKY + "; a text rests 1 day.");
  }

  @Test
  void an_account_that_a_text_does_not_fit_is_not_added() throws IOException {
    fine("draft", "x".repeat(500), "--text-for", "x", "short");
    set("3");
    apply("both", X + ", " + BLUESKY, "times: \"12:00\"");

    refused(3, "post 3", "evergreen", "change", "tips", "--schedule", "both");

    assertThat(fine("evergreen", "show", "tips").out())
        .startsWith("tips fills the free slots of daily");
    assertThat(texts()).containsExactly("short");
  }

  @Test
  void an_account_that_is_removed_is_out_of_the_set_also_when_it_comes_back() throws IOException {
    apply(X + ", " + BLUESKY, "times: \"09:00\"");
    set("1", "2");

    assertThat(fine("account", "remove", X).lines())
        .containsExactly(
            X + " is removed; its history stays.",
            "The evergreen set tips is not shown there any more.");
    fine("account", "add", X);
    refill();

    assertThat(json("queue", "--json").findValuesAsString("account")).containsExactly(BLUESKY);
  }

  @Test
  void an_account_with_other_posts_in_the_queue_stays_and_its_showings_too() {
    set("1", "2");
    fine("draft", "News", "--to", X, "--in", "3d");

    refused(4, "has posts in the queue", "account", "remove", X);

    assertThat(texts()).containsExactly("Ding", "News");
  }

  @Test
  void a_schedule_that_changes_takes_the_showings_along() throws IOException {
    set("1", "2");

    apply(X, "times: \"10:30\"");
    assertThat(texts()).isEmpty();
    refill();
    assertThat(dueAts()).containsExactly("2026-11-24T15:30:00Z");
    apply("daily", X, "times: \"10:30\"", "blackout: [{from: 2026-11-24, reason: Quiet}]");
    refill();
    assertThat(texts()).isEmpty();
    apply(BLUESKY, "times: \"10:30\"");
    refill();
    assertThat(texts()).isEmpty();
    assertThat(doctor()).contains("no slot of daily is free for tips");
  }

  @Test
  void a_rule_that_changes_after_a_slot_went_by_makes_none_for_a_time_that_is_past()
      throws IOException {
    set("1", "2");
    workplace.clock().tick(Duration.ofHours(6));

    apply(X, "times: \"08:00\"");
    refill();

    assertThat(dueAts()).containsExactly("2026-11-24T14:00:00Z", "2026-11-25T13:00:00Z");
  }

  @Test
  void posts_that_move_up_take_the_slots_of_what_is_evergreen() {
    fine("draft", "News", "--to", X, "--next");
    fine("draft", "More", "--to", X, "--next");
    fine("unschedule", "3");
    set("1", "2");
    assertThat(texts()).containsExactly("Ding", "More");

    fine("queue", "compact");

    assertThat(texts()).containsExactly("More");
  }

  @Test
  void what_is_put_in_late_fills_no_slot_that_went_by_before() {
    fine("evergreen", "create", "tips", "--schedule", "daily");
    workplace.clock().tick(Duration.ofDays(20));

    fine("evergreen", "add", "tips", "1");

    assertThat(dueAts()).containsExactly("2026-12-14T14:00:00Z");
  }

  @Test
  void an_archive_comes_in_as_a_set_whose_texts_rest_from_when_they_were_on_x() throws IOException {
    fine("evergreen", "create", "tips", "--schedule", "daily");
    Path archive = archive();
    assertThat(fine("import", "--dry-run", archive.toString(), "--evergreen", "tips").out())
        .contains("Nothing was saved");

    assertThat(fine("import", archive.toString(), "--evergreen", "tips").lines())
        .startsWith(
            "Imported 2 posts; none has a time yet (belfry schedule gives one).",
            "All of it is in the evergreen set tips.",
            "  dry-run:x:demo  Tue 24 Nov 2026 09:00 America/New_York (14:00 UTC, in 5 h), slot"
                + " daily, Tue 09:00: post 3, as post 5");

    assertThat(fine("evergreen", "show", "tips").out())
        .contains("2026-11-01 07:00:00 -05:00  until 2027-01-30  lately on X");
    assertThat(fine("import", archive.toString(), "--evergreen", "tips").out())
        .contains("All of it was here already");
    fine("evergreen", "remove", "tips", "3");
    fine("delete", "4");
    fine("import", archive.toString(), "--evergreen", "tips");
    assertThat(json("evergreen", "show", "tips", "--json").at("/texts").findValuesAsString("post"))
        .as("what is here already, too, but nothing that was deleted")
        .containsExactly("3");
  }

  @Test
  void a_file_with_something_that_the_set_can_not_show_is_not_taken_at_all() throws IOException {
    fine("evergreen", "create", "tips", "--schedule", "daily");
    Path file = folder.resolve("posts.jsonl");
    Files.writeString(file, "{\"text\": \"Bim\"}\n{\"text\": \"%s\"}\n".formatted("x".repeat(281)));

    refused(3, "line 2", "import", file.toString(), "--evergreen", "tips");
    refused(4, "no evergreen set tops", "import", file.toString(), "--evergreen", "tops");

    assertThat(json("list", "--json")).hasSize(2);
    assertThat(json("evergreen", "list", "--json").at("/0/texts").asInt()).isZero();
  }

  @Test
  void what_is_put_in_is_checked_and_an_embargo_is_waited_for() {
    fine("evergreen", "create", "tips", "--schedule", "daily");
    fine("draft", "The concert is on TODO.");
    fine("draft", "Later", "--not-before", "2026-12-01T09:00Z");

    refused(3, "post 3: the text has \"TODO\" in it", "evergreen", "add", "tips", "1", "3");
    refused(3, "post 4, not-before: its embargo is over", "evergreen", "add", "tips", "1", "4");
    refused(3, "post 3: the text has", "evergreen", "add", "tips", "1", "--variation", "3");
    assertThat(json("evergreen", "list", "--json").at("/0/texts").asInt()).isZero();
    assertThat(json("queue", "--json")).isEmpty();

    fine("evergreen", "add", "tips", "3", "--skip-check", "placeholder");
    workplace.clock().tick(Duration.ofDays(8));
    fine("evergreen", "add", "tips", "4");
  }

  @Test
  void what_is_imported_into_a_set_is_checked_as_what_is_put_in() throws IOException {
    fine("evergreen", "create", "tips", "--schedule", "daily");
    fine("evergreen", "add", "tips", "1");
    Path bell = Images.png(folder, "bell.png");
    Path file = folder.resolve("posts.jsonl");
    List<String> lines =
        List.of(
            "{\"text\": \"Bim\"}",
            "{\"text\": \"Dear {name}\"}",
            "{\"text\": \"THE BELLS ARE RINGING IN THE TOWER\"}",
            "{\"text\": \" Bim\"}",
            "{\"text\": \"Ding\"}",
            "{\"text\": \"Bam\", \"media\": [{\"file\": \"bell.png\"}]}",
            "{\"text\": \"Bom\", \"not-before\": \"2026-12-01T09:00Z\"}");
    Files.write(file, lines);

    Ran ran = workplace.run("import", file.toString(), "--evergreen", "tips");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err().lines()).hasSize(6);
    assertThat(ran.err())
        .contains(
            "line 2: the text has \"{name}\" in it",
            "line 3: the text is all in capitals",
            "line 4: " + X + " gets the text of line 1, too; change it, or say --skip-check",
            "line 5: tips has the same text already (post 1); change it, or say --skip-check",
            "line 6, " + bell + ": the alt text is missing",
            "line 7, not-before: its embargo is over at 2026-12-01T09:00:00Z");
    assertThat(json("list", "--json")).hasSize(3);

    Files.write(file, lines.subList(0, 6));
    fine(
        "import",
        file.toString(),
        "--evergreen",
        "tips",
        "--no-alt",
        "--skip-check",
        "all-caps,placeholder,same-text");
    assertThat(json("evergreen", "list", "--json").at("/0/texts").asInt()).isEqualTo(7);
  }

  @Test
  void what_was_here_before_it_is_put_into_a_set_by_an_import_is_checked_then() throws IOException {
    fine("evergreen", "create", "tips", "--schedule", "daily");
    Path file =
        Files.writeString(
            folder.resolve("a.jsonl"), "{\"id\": \"a\", \"text\": \"Dear {name}\"}\n");
    fine("import", file.toString());

    refused(3, "post 3: the text has", "import", file.toString(), "--evergreen", "tips");
    assertThat(json("evergreen", "list", "--json").at("/0/texts").asInt()).isZero();
  }

  /** Two posts, one of them from 1 November 2026. */
  private Path archive() throws IOException {
    Path data = Files.createDirectories(folder.resolve("archive").resolve("data"));
    Files.writeString(
        data.resolve("tweets.js"),
        """
        window.YTD.tweets.part0 = [
          {"tweet": {"id_str": "1212092628029698048", "full_text": "long ago"}},
          {"tweet": {"id_str": "%s", "full_text": "lately on X"}}
        ]
        """
            .formatted("2116862818513846272"));
    return folder.resolve("archive");
  }

  @Test
  void the_doctor_says_where_a_set_has_nothing_to_show() {
    assertThat(doctor()).contains("no sets");
    fine("evergreen", "create", "tips", "--schedule", "daily");
    assertThat(doctor()).contains("tips is empty; belfry evergreen add tips POST");
    fine("evergreen", "add", "tips", "1");
    assertThat(doctor()).contains("1 set, with something to show");
    workplace.clock().tick(Duration.ofHours(20));
    refill();
    assertThat(doctor())
        .contains("every text of tips rests, so Wed 25 Nov 2026 09:00 America/New_York stays free");
  }

  private void set(String... posts) {
    fine("evergreen", "create", "tips", "--schedule", "daily");
    for (String post : posts) {
      fine("evergreen", "add", "tips", post);
    }
  }

  private void apply(String accounts, String times) throws IOException {
    apply("daily", accounts, times);
  }

  private void apply(String name, String accounts, String slots, String... more)
      throws IOException {
    Path file = folder.resolve(name + ".yaml");
    Files.writeString(
        file,
        """
        name: %s
        accounts: [%s]
        zone: America/New_York
        slots: [{%s}]
        %s
        """
            .formatted(name, accounts, slots, String.join("\n", more)));
    fine("schedules", "apply", file.toString());
  }

  private String doctor() {
    return new CheckEvergreen(workplace).check().says();
  }

  private void refill() {
    int unused =
        new MakeShowings(new Schedules(QuartzCron::read))
            .all(workplace.database(), workplace.clock().instant());
  }

  private String next(int place) {
    return json("evergreen", "show", "tips", "--json").at("/next/" + place + "/at").asString();
  }

  private List<String> texts() {
    return json("queue", "--json").findValuesAsString("text");
  }

  private List<String> dueAts() {
    return json("queue", "--json").findValuesAsString("dueAt");
  }

  private void refused(int exit, String why, String... args) {
    Ran ran = workplace.run(args);
    assertThat(ran.exit()).as(ran.err()).isEqualTo(exit);
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

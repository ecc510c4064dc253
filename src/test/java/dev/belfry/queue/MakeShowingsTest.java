package dev.belfry.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.post.PostId;
import dev.belfry.queue.Showings.Made;
import dev.belfry.sql.DatabaseException;
import dev.belfry.testing.EvergreenFixture;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.Rival;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is made of evergreen sets, on a real Postgres; it is a Tuesday, an hour before a slot. */
@ExtendWith(PostgresExtension.class)
final class MakeShowingsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final String DAILY = "times: \"09:00\"";
  private static final String HOURLY = "cron: 0 0 * * * ?";

  private final DataSource source;
  private final EvergreenFixture evergreen;

  MakeShowingsTest(DataSource source) {
    this.source = source;
    this.evergreen = new EvergreenFixture(source, NOW);
  }

  @Test
  void each_slot_is_filled_once_day_after_day_in_turns() {
    evergreen.set("tips", DAILY, 2, "a", "b", "c");

    for (int day = 0; day < 6; day++) {
      assertThat(all(day)).isEqualTo(1);
      assertThat(all(day)).isZero();
      assertThat(evergreen.texts()).containsExactly(List.of("a", "b", "c").get(day % 3));
      evergreen.releaseAt(NOW.plus(Duration.ofDays(day)).plusSeconds(3602));
    }
  }

  @Test
  void eight_nodes_at_once_fill_each_slot_once() {
    evergreen.set("tips", HOURLY, 90, texts("tip", 60));
    evergreen.set("more", "times: [\"08:30\", \"09:30\"]", 90, texts("more", 9));
    List<CompletableFuture<Integer>> nodes =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> all(0))).limit(8).toList();

    assertThat(nodes.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(24 + 2);
    assertThat(evergreen.texts()).hasSize(26).doesNotHaveDuplicates();
    assertThat(evergreen.dueAts()).doesNotHaveDuplicates();
  }

  @Test
  void who_comes_second_waits_and_makes_what_the_first_did_not_live_to_make() throws Exception {
    evergreen.set("tips", HOURLY, 90, texts("tip", 30));
    try (Rival rival = new Rival(source)) {
      int first = rival.<Integer>does(c -> evergreen.showings().of(c, "tips", NOW));
      CompletableFuture<Integer> second = rival.blocks(() -> all(0));
      rival.runs("ROLLBACK");

      assertThat(first).isEqualTo(24);
      assertThat(second.get()).isEqualTo(24);
    }
    try (Rival rival = new Rival(source)) {
      int unused = rival.<Integer>does(c -> evergreen.showings().of(c, "tips", NOW));
      CompletableFuture<Integer> second = rival.blocks(() -> all(0));
      rival.commits();

      assertThat(second.get()).isZero();
    }
    assertThat(evergreen.texts()).hasSize(24).doesNotHaveDuplicates();
  }

  @Test
  void the_database_itself_takes_a_slot_of_a_set_once() {
    int set = evergreen.set("tips", DAILY, 90, "a");
    assertThat(all(0)).isEqualTo(1);
    PostId impostor = evergreen.queue().post("An impostor");
    Made again = new Made(LocalDateTime.parse("2026-11-24T09:00"), NOW, impostor, impostor);

    assertThatThrownBy(
            () ->
                evergreen
                    .queue()
                    .database()
                    .transact(
                        c -> Showings.insert(c, set, evergreen.account().id(), List.of(again))))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("evergreen_showings");
  }

  @Test
  void after_weeks_away_no_slot_is_missed_and_no_text_doubled() {
    evergreen.set("tips", DAILY, 90, texts("tip", 40));
    assertThat(all(0)).isEqualTo(1);

    // Nobody is there for three weeks: twenty slots are past and empty, one is to come.
    assertThat(all(21)).isEqualTo(21);

    assertThat(evergreen.texts()).hasSize(22).doesNotHaveDuplicates();
    assertThat(evergreen.dueAts())
        .containsExactlyElementsOf(
            IntStream.range(0, 22)
                .mapToObj(day -> Instant.parse("2026-11-24T09:00:00Z").plus(Duration.ofDays(day)))
                .map(Instant::toString)
                .toList());
  }

  @Test
  void after_weeks_away_what_is_late_goes_out_today_and_rests_from_today() {
    evergreen.set("tips", DAILY, 7, "a", "b");

    assertThat(all(21)).as("twice the same text would go out today else").isEqualTo(2);
    evergreen.releaseAt(NOW.plus(Duration.ofDays(21)));

    assertThat(all(27)).isZero();
    assertThat(all(28)).isEqualTo(1);
    assertThat(evergreen.texts()).containsExactly("a");
  }

  @Test
  void a_clock_that_goes_back_or_far_ahead_fills_none_twice() {
    evergreen.set("tips", DAILY, 90, texts("tip", 60));
    for (int day : new int[] {0, 10, 3, -5, 11, 10, 20}) {
      int unused = all(day);
    }

    assertThat(evergreen.texts()).hasSize(21).doesNotHaveDuplicates();
    assertThat(evergreen.dueAts()).doesNotHaveDuplicates();
  }

  @Test
  void a_schedule_that_is_given_another_zone_fills_no_slot_twice() {
    evergreen.set("tips", "daily", DAILY, 2, "a", "b", "c");
    assertThat(all(0)).isEqualTo(1);
    evergreen.queue().execute("DELETE FROM bookings");
    evergreen.releaseAt(NOW.plusSeconds(3602));
    Instant later = NOW.plusSeconds(7200);
    int unused = evergreen.showings().all(evergreen.queue().database(), later);
    evergreen
        .queue()
        .execute("UPDATE schedules SET source = replace(source, 'UTC', 'America/New_York')");

    int made = evergreen.showings().all(evergreen.queue().database(), later.plusSeconds(3600));

    assertThat(made).as("today's nine o'clock was shown already, though not New York's").isZero();
    assertThat(all(1)).isEqualTo(1);
  }

  @Test
  void two_sets_share_a_schedule_and_fill_each_slot_once() {
    evergreen.set("b", DAILY, 3, "b");
    evergreen.set("a", DAILY, 3, "a");

    List<List<String>> days =
        IntStream.range(0, 4)
            .mapToObj(
                day -> {
                  int unused = all(day);
                  List<String> texts = evergreen.texts();
                  evergreen.releaseAt(NOW.plus(Duration.ofDays(day)).plusSeconds(3602));
                  return texts;
                })
            .toList();

    assertThat(days).containsExactly(List.of("a"), List.of("b"), List.of(), List.of("a"));
  }

  @Test
  void published_late_it_rests_from_then_and_what_was_taken_back_was_seen() {
    evergreen.set("tips", DAILY, 5, "a");
    assertThat(all(0)).isEqualTo(1);
    evergreen.releaseAt(NOW.plus(Duration.ofDays(3)));
    evergreen.takeBackEverything();

    assertThat(all(7)).as("a day too early").isZero();
    assertThat(all(8)).isEqualTo(1);
    assertThat(evergreen.dueAts())
        .as("what was left free the day before stays free")
        .containsExactly("2026-12-02T09:00:00Z");
  }

  @Test
  void skipped_or_failed_it_need_not_rest_but_has_had_its_turn() {
    evergreen.set("tips", DAILY, 90, "a", "b");
    assertThat(all(0)).isEqualTo(1);
    evergreen.end("skipped");
    assertThat(all(1)).isEqualTo(1);
    evergreen.end("failed");

    assertThat(all(2)).isEqualTo(1);

    assertThat(evergreen.texts()).containsExactly("a");
  }

  @Test
  void what_is_held_past_its_time_may_go_out_any_day_and_keeps_its_text_back() {
    evergreen.set("tips", DAILY, 5, "a");
    assertThat(all(0)).isEqualTo(1);
    evergreen.queue().execute("UPDATE waiting SET state = 'held', reason = 'wait'");

    assertThat(all(30)).isZero();
    assertThat(evergreen.texts()).containsExactly("a");
  }

  @Test
  void each_network_is_compared_by_the_words_that_it_gets() {
    evergreen.set("tips", DAILY, 90, "a");
    PostId other = evergreen.queue().post("For all others");
    evergreen
        .queue()
        .execute("UPDATE parts SET wording = '{\"x\": \"a\"}' WHERE post_id = " + other);
    evergreen.queue().schedule(other, evergreen.account(), NOW.plus(Duration.ofDays(3)));

    assertThat(all(0)).isZero();
  }

  @Test
  void one_set_that_can_not_be_read_does_not_keep_the_others() {
    evergreen.set("broken", "broken", DAILY, 90, "a");
    evergreen.set("tips", DAILY, 90, "b");
    evergreen
        .queue()
        .execute("ALTER TABLE evergreen_showings ADD CONSTRAINT no_more CHECK (text_of <> 1)");

    assertThatThrownBy(() -> all(0)).hasMessageContaining("no_more");

    assertThat(evergreen.texts()).containsExactly("b");
  }

  private int all(int day) {
    return evergreen.showings().all(evergreen.queue().database(), NOW.plus(Duration.ofDays(day)));
  }

  private static String[] texts(String name, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> name + " " + i).toArray(String[]::new);
  }
}

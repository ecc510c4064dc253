package dev.belfry.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.account.Account;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.queue.DraftDeliveries.Draft;
import dev.belfry.queue.Occurrences.Planned;
import dev.belfry.schedule.HowToRepeat;
import dev.belfry.schedule.Occurrence;
import dev.belfry.sql.DatabaseException;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.Rival;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is made of posts that repeat, on a real Postgres; it is a Tuesday. */
@ExtendWith(PostgresExtension.class)
final class QueueOccurrencesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final String DAILY = "0 0 9 * * ?";
  private static final String MINUTELY = "0 * * * * ?";

  private final DataSource source;
  private final QueueFixture queue;
  private final Account account;
  private final Recurrences recurrences = new Recurrences(QuartzCron::read);
  private final QueueOccurrences occurrences = new QueueOccurrences(recurrences);

  QueueOccurrencesTest(DataSource source) {
    this.source = source;
    this.queue = new QueueFixture(source);
    this.account = queue.account("dry-run:x:one");
  }

  @Test
  void two_weeks_ahead_are_in_the_queue_each_a_post_of_its_own() {
    PostId pattern = repeats(DAILY, null, "Ding", "Dong");

    assertThat(all(NOW)).isEqualTo(14);

    assertThat(due().subList(0, 2)).containsExactly("2026-11-24T09:00:00Z", "2026-11-25T09:00:00Z");
    assertThat(due()).hasSize(14).doesNotHaveDuplicates();
    StoredPost first = queue.read(new PostId(pattern.number() + 1));
    Post said = queue.read(pattern).post();
    assertThat(first.post()).isEqualTo(said.on(said.terms().saysTheSame()));
    assertThat(first.createdBy()).isEqualTo(QueueFixture.ACTOR);
    Optional<PostId> repeated = queue.database().lend(c -> Recurrences.repeatedBy(c, first.id()));
    assertThat(repeated).contains(pattern);
  }

  @Test
  void the_next_one_is_in_the_queue_however_far_it_is() {
    repeats("0 0 12 29 2 ?", null, "Leap");

    assertThat(all(NOW)).isEqualTo(1);
    assertThat(all(NOW.plus(Duration.ofDays(100)))).isZero();

    assertThat(due()).containsExactly("2028-02-29T12:00:00Z");
  }

  @Test
  void what_repeats_each_minute_does_not_fill_the_queue() {
    repeats(MINUTELY, null, "Tick");

    assertThat(all(NOW)).isEqualTo(100);
    assertThat(all(NOW.plusSeconds(180))).isEqualTo(3);
  }

  @Test
  void it_stops_after_its_times_whatever_becomes_of_the_posts() {
    PostId pattern = repeats(DAILY, "3", "Ding");
    assertThat(all(NOW)).isEqualTo(3);
    delete(new PostId(pattern.number() + 1));

    assertThat(all(NOW.plus(Duration.ofDays(30)))).isZero();
    assertThat(due()).containsExactly("2026-11-25T09:00:00Z", "2026-11-26T09:00:00Z");
  }

  @Test
  void what_no_node_was_there_to_make_is_made_late_and_none_is_missed() {
    repeats(DAILY, null, "Ding");
    assertThat(all(NOW)).isEqualTo(14);

    // Nobody is there for fifty days: 36 are past and not made, and 14 more are to come.
    assertThat(all(NOW.plus(Duration.ofDays(50)))).isEqualTo(50);

    assertThat(due())
        .containsExactlyElementsOf(
            IntStream.range(0, 64)
                .mapToObj(day -> Instant.parse("2026-11-24T09:00:00Z").plus(Duration.ofDays(day)))
                .map(Instant::toString)
                .toList());
  }

  @Test
  void a_long_absence_is_made_good_in_several_transactions() {
    repeats(MINUTELY, null, "Tick");

    assertThat(all(NOW.plusSeconds(60 * 1000))).isEqualTo(1100);
    assertThat(due()).hasSize(1100).doesNotHaveDuplicates();
  }

  @Test
  void a_clock_that_goes_back_or_far_ahead_makes_none_twice_and_leaves_none_out() {
    repeats(DAILY, null, "Ding");
    for (int days : new int[] {0, 20, 3, -5, 21, 20, 40}) {
      int unused = all(NOW.plus(Duration.ofDays(days)));
    }

    List<String> due = due();
    assertThat(due).doesNotHaveDuplicates().hasSize(54);
    assertThat(due.get(53)).isEqualTo("2027-01-16T09:00:00Z");
  }

  @Test
  void what_a_node_is_just_sending_does_not_come_again_by_another_rule() {
    PostId pattern = repeats(DAILY, null, "Ding");
    int unused = all(NOW);
    queue.execute(
        "UPDATE waiting SET state = 'claimed', claim = 1 WHERE due_at = '2026-11-24T09:00:00Z'");

    Optional<Integer> deleted =
        queue.database().inTransaction(c -> Recurrences.end(c, pattern, NOW, QueueFixture.ACTOR));
    start(pattern, DAILY, null, "Ding");

    assertThat(deleted).contains(13);
    assertThat(all(NOW)).isEqualTo(13);
    assertThat(due()).hasSize(14).doesNotHaveDuplicates();
  }

  @Test
  void who_comes_second_waits_and_finds_all_made() throws Exception {
    PostId pattern = repeats(DAILY, null, "Ding");
    try (Rival rival = new Rival(source)) {
      assertThat(rival.<Integer>does(connection -> occurrences.of(connection, pattern, NOW)))
          .isEqualTo(14);
      CompletableFuture<Integer> second = rival.blocks(() -> all(NOW));
      rival.commits();

      assertThat(second.get()).isZero();
    }
    assertThat(due()).hasSize(14).doesNotHaveDuplicates();
  }

  @Test
  void who_comes_second_makes_all_where_the_first_is_gone_before_its_end() throws Exception {
    PostId pattern = repeats(DAILY, null, "Ding");
    try (Rival rival = new Rival(source)) {
      int unused = rival.<Integer>does(connection -> occurrences.of(connection, pattern, NOW));
      CompletableFuture<Integer> second = rival.blocks(() -> all(NOW));
      rival.runs("ROLLBACK");

      assertThat(second.get()).isEqualTo(14);
    }
    assertThat(due()).hasSize(14).doesNotHaveDuplicates();
  }

  @Test
  void eight_at_once_make_each_once() {
    for (int i = 0; i < 5; i++) {
      repeats(DAILY, null, "Ding " + i);
    }
    List<CompletableFuture<Integer>> nodes =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> all(NOW))).limit(8).toList();

    assertThat(nodes.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(5 * 14);
    assertThat(due()).hasSize(5 * 14);
  }

  @Test
  void the_database_itself_takes_a_time_of_a_rule_once() {
    PostId pattern = repeats(DAILY, null, "Ding");
    assertThat(all(NOW)).isEqualTo(14);
    PostId other = queue.post("An impostor");

    assertThatThrownBy(
            () ->
                queue
                    .database()
                    .transact(
                        connection -> {
                          StoredRecurrence rule = recurrences.of(connection, pattern).orElseThrow();
                          Occurrence again = new Occurrence(requireNonNull(rule.last()), NOW);
                          Occurrences.insert(
                              connection, rule.id(), List.of(new Planned(again, other)));
                        }))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("occurrences");
  }

  @Test
  void one_that_can_not_be_made_does_not_keep_the_others() {
    PostId broken = repeats(DAILY, null, "Broken");
    repeats(DAILY, null, "Ding");
    queue.execute("UPDATE recurrences SET cron = 'nonsense' WHERE post_id = " + broken);

    assertThatThrownBy(() -> all(NOW)).hasMessageContaining("nonsense");

    assertThat(due()).hasSize(14);
  }

  @Test
  void what_ends_takes_with_it_what_has_not_begun() {
    PostId pattern = repeats(DAILY, null, "Ding");
    assertThat(all(NOW)).isEqualTo(14);
    queue.execute(
        "UPDATE waiting SET state = 'claimed', claim = 1 WHERE delivery_id ="
            + " (SELECT min(delivery_id) FROM waiting)");

    Optional<Integer> deleted =
        queue
            .database()
            .inTransaction(c -> Recurrences.end(c, pattern, Instant.EPOCH, QueueFixture.ACTOR));

    assertThat(deleted).contains(13);
    assertThat(due()).as("the one in a node's hands").containsExactly("2026-11-24T09:00:00Z");
    assertThat(all(NOW.plus(Duration.ofDays(50)))).isZero();
  }

  @Test
  void what_is_rewritten_changes_what_has_not_begun_and_what_is_to_come() {
    PostId pattern = repeats(DAILY, null, "Ding");
    assertThat(all(NOW)).isEqualTo(14);
    PostId begun = new PostId(pattern.number() + 1);
    PostId own = new PostId(pattern.number() + 2);
    queue.execute(
        "UPDATE waiting SET state = 'claimed', claim = 1 WHERE delivery_id ="
            + " (SELECT min(delivery_id) FROM waiting)");
    edit(own, "For this time only");

    int reworded = reword(pattern, "Dong");

    assertThat(reworded).isEqualTo(12);
    assertThat(text(begun)).isEqualTo("Ding");
    assertThat(text(own)).isEqualTo("For this time only");
    assertThat(all(NOW.plus(Duration.ofDays(1)))).isEqualTo(1);
    assertThat(bodies()).containsExactlyElementsOf(repeated("Ding", 2, "Dong", 13));
  }

  @Test
  void an_account_that_was_removed_gets_nothing_more() {
    repeats(DAILY, null, "Ding");
    queue.execute("UPDATE accounts SET removed_at = now()");

    assertThat(all(NOW)).isZero();
  }

  private int all(Instant now) {
    return occurrences.all(queue.database(), now);
  }

  private PostId repeats(String cron, @Nullable String times, String... parts) {
    PostId post = queue.post(parts);
    start(post, cron, times, parts);
    return post;
  }

  private void start(PostId post, String cron, @Nullable String times, String... parts) {
    queue
        .database()
        .transact(
            connection -> {
              DraftDeliveries.add(connection, List.of(new Draft(post, account.id())));
              Recurrences.start(
                  connection,
                  post,
                  new HowToRepeat(cron, null, times, null)
                      .resolve(NOW, List.of(ZoneId.of("UTC")), QuartzCron::read),
                  List.of(new NewPlan(account.id(), null, List.of(parts), 1)),
                  QueueFixture.ACTOR);
            });
  }

  private int reword(PostId pattern, String text) {
    StoredPost seen = queue.read(pattern);
    Post after = new Post(List.of(Part.of(text)));
    return queue
        .database()
        .inTransaction(
            connection -> {
              EditPost.edit(connection, seen, after, QueueFixture.ACTOR);
              return RewordOccurrences.reword(
                  connection,
                  recurrences.of(connection, pattern).orElseThrow(),
                  seen.post(),
                  after,
                  List.of(new NewPlan(account.id(), null, List.of(text), 1)),
                  QueueFixture.ACTOR);
            });
  }

  private void edit(PostId post, String text) {
    StoredPost seen = queue.read(post);
    queue
        .database()
        .transact(
            c -> EditPost.edit(c, seen, new Post(List.of(Part.of(text))), QueueFixture.ACTOR));
  }

  private void delete(PostId post) {
    queue.database().transact(c -> DeletePost.delete(c, post, QueueFixture.ACTOR));
  }

  private String text(PostId post) {
    return queue.read(post).post().parts().get(0).text();
  }

  private List<String> due() {
    return queue.database().lend(ListDeliveries::queue).stream()
        .map(each -> String.valueOf(each.dueAt()))
        .toList();
  }

  private List<String> bodies() {
    return queue.database().lend(QueueOccurrencesTest::bodies);
  }

  private static List<String> bodies(Connection connection) throws SQLException {
    List<String> bodies = new ArrayList<>();
    try (var statement =
            connection.prepareStatement("SELECT body FROM rendered_parts ORDER BY delivery_id");
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        bodies.add(rows.getString("body"));
      }
    }
    return bodies;
  }

  private static List<String> repeated(String one, int ones, String other, int others) {
    return Stream.concat(
            Stream.generate(() -> one).limit(ones), Stream.generate(() -> other).limit(others))
        .toList();
  }
}

package dev.belfry.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.belfry.account.Account;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.schedule.Moment;
import dev.belfry.schedule.ReadSchedule;
import dev.belfry.schedule.SlotName;
import dev.belfry.schedule.TakenSlot;
import dev.belfry.sql.DatabaseException;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.Rival;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
final class TakeSlotsTest {
  private static final Instant LATER = Instant.parse("2026-12-24T09:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

  private final DataSource source;
  private final QueueFixture queue;
  private final Account account;
  private final Schedules schedules = new Schedules(QuartzCron::read);

  TakeSlotsTest(DataSource source) {
    this.source = source;
    this.queue = new QueueFixture(source);
    this.account = queue.account("dry-run:x:one");
  }

  @BeforeEach
  void apply() {
    String file =
        """
        name: daily
        accounts: [dry-run:x:one]
        zone: UTC
        slots: [{times: "09:00"}]
        """;
    queue
        .database()
        .transact(
            connection ->
                Schedules.put(
                    connection,
                    ReadSchedule.read(file, QuartzCron::read),
                    file,
                    List.of(account),
                    QueueFixture.ACTOR));
  }

  @Test
  void who_comes_second_waits_and_gets_the_slot_after() throws Exception {
    try (Rival rival = new Rival(source)) {
      rival.does(connection -> save(connection, "first"));
      CompletableFuture<String> second =
          rival.blocks(() -> queue.database().inTransaction(c -> save(c, "second")));
      rival.commits();

      assertThat(second.get()).isEqualTo("slot daily, Wed 09:00");
    }
    assertThat(slots()).containsExactly("slot daily, Tue 09:00", "slot daily, Wed 09:00");
  }

  @Test
  void who_comes_second_gets_the_slot_that_the_first_gave_back() throws Exception {
    try (Rival rival = new Rival(source)) {
      rival.does(connection -> save(connection, "first"));
      CompletableFuture<String> second =
          rival.blocks(() -> queue.database().inTransaction(c -> save(c, "second")));
      rival.runs("ROLLBACK");

      assertThat(second.get()).isEqualTo("slot daily, Tue 09:00");
    }
  }

  @Test
  void who_queues_a_post_for_a_time_of_its_own_does_not_wait() throws Exception {
    try (Rival rival = new Rival(source)) {
      rival.does(connection -> save(connection, "first"));
      queue.schedule(queue.post("fixed"), account, NOW.plusSeconds(60));
      rival.commits();
    }
    assertThat(slots()).hasSize(1);
  }

  @Test
  void what_is_given_a_time_of_its_own_in_this_very_moment_does_not_flow_back_into_a_slot()
      throws Exception {
    queue.database().inTransaction(connection -> save(connection, "first"));
    queue.database().inTransaction(connection -> save(connection, "second"));
    QueuedDelivery first = queue.database().lend(ListDeliveries::queue).get(0);
    try (Rival rival = new Rival(source)) {
      rival.does(
          connection ->
              EnqueueDeliveries.enqueue(connection, List.of(fixed(first.post())), "rival"));
      CompletableFuture<List<MovedPost>> moved =
          rival.blocks(
              () ->
                  queue
                      .database()
                      .inTransaction(
                          connection ->
                              new ReflowSlots(schedules, NOW, QueueFixture.ACTOR)
                                  .reflow(connection, List.of(account), "test")));
      rival.commits();

      assertThat(moved.get()).extracting(each -> each.post().number()).containsExactly(2L);
    }
    assertThat(queue.database().lend(ListDeliveries::queue))
        .extracting(QueuedDelivery::text, QueuedDelivery::dueAt)
        .containsExactly(
            tuple("second", Instant.parse("2026-11-24T09:00:00Z")), tuple("first", LATER));
  }

  private NewDelivery fixed(PostId post) {
    Moment when = new Moment(LATER, LocalDateTime.parse("2026-12-24T09:00"), ZoneOffset.UTC, null);
    return new NewDelivery(post, account.id(), when, List.of("first"), 1);
  }

  @Test
  void a_slot_in_which_a_post_failed_is_not_given_out_again_where_it_comes_later_by_a_new_zone() {
    queue.database().inTransaction(connection -> save(connection, "failed"));
    queue.execute(
        """
        WITH over AS (DELETE FROM waiting RETURNING delivery_id)
        UPDATE deliveries SET ended = 'failed', ended_at = now()
        FROM over WHERE id = delivery_id
        """);

    assertThat(queue.database().<String>inTransaction(connection -> save(connection, "next")))
        .isEqualTo("slot daily, Wed 09:00");
  }

  @Test
  void the_database_itself_gives_a_slot_to_one_delivery_only() {
    Moment slot = moment();
    queue.database().inTransaction(connection -> save(connection, slot, "one"));

    assertThatThrownBy(
            () -> queue.database().inTransaction(connection -> save(connection, slot, "two")))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("bookings");
    assertThat(slots()).hasSize(1);
  }

  private Moment moment() {
    return queue.database().inTransaction(connection -> take(connection, "daily"));
  }

  private String save(Connection connection, String text) throws SQLException {
    return save(connection, take(connection, null), text);
  }

  private Moment take(Connection connection, @Nullable String of) throws SQLException {
    return requireNonNull(
        new TakeSlots(schedules, NOW, QueueFixture.ACTOR)
            .take(connection, List.of(account), of, null)
            .get(account));
  }

  private String save(Connection connection, Moment moment, String text) throws SQLException {
    NewPlan plan = new NewPlan(account.id(), moment, List.of(text), 1);
    NewPost post = new NewPost(null, new Post(List.of(Part.of(text))), List.of(plan));
    SavedPost unused = SavePosts.save(connection, post, QueueFixture.ACTOR);
    TakenSlot slot = moment.slot();
    return slot == null ? "none" : slot.name().words();
  }

  private List<String> slots() {
    return queue.database().lend(ListDeliveries::queue).stream()
        .filter(each -> each.slot() != null)
        .map(QueuedDelivery::slot)
        .map(SlotName::words)
        .toList();
  }
}

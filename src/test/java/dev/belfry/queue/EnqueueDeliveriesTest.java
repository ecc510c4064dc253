package dev.belfry.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.NotPossible;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.Rival;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
final class EnqueueDeliveriesTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");
  private static final Instant ONE = NOON.plus(Duration.ofHours(1));

  private final DataSource source;
  private final QueueFixture queue;
  private final Account account;

  EnqueueDeliveriesTest(DataSource source) {
    this.source = source;
    this.queue = new QueueFixture(source);
    this.account = queue.account("dry-run:x:one");
  }

  @Test
  void scheduling_again_moves_it() {
    PostId post = queue.post("hello");
    long first = queue.schedule(post, account, NOON);
    long second = queue.schedule(post, account, ONE);

    assertThat(second).isEqualTo(first);
    assertThat(queue.read(post).deliveries())
        .extracting(StoredDelivery::dueAt, StoredDelivery::state)
        .containsExactly(tuple(ONE, DeliveryState.SCHEDULED));
    assertThat(queue.told("scheduled")).hasSize(2);
  }

  @Test
  void the_numbers_come_back_in_the_order_in_which_the_deliveries_were_given() {
    Account other = queue.account("dry-run:x:two");
    PostId one = queue.post("one");
    PostId two = queue.post("two");
    long known = queue.schedule(two, account, NOON);

    List<Long> ids =
        enqueue(
            delivery(one, other, ONE, "one"),
            delivery(two, account, ONE, "two"),
            delivery(one, account, NOON, "one"));

    assertThat(ids).doesNotHaveDuplicates().hasSize(3);
    assertThat(ids.get(1)).isEqualTo(known);
    assertThat(queue.read(one).deliveries())
        .extracting(StoredDelivery::id)
        .containsExactly(ids.get(2), ids.get(0));
  }

  @Test
  void what_a_node_has_in_its_hands_is_not_moved() {
    PostId post = queue.post("hello");
    queue.schedule(post, account, NOON);
    claimed();

    assertThatThrownBy(() -> queue.schedule(post, account, ONE))
        .isInstanceOf(NotPossible.class)
        .hasMessageContaining("belfry show " + post);
    assertThat(queue.read(post).deliveries().get(0).dueAt()).isEqualTo(NOON);
    assertThat(unschedule(post)).isEmpty();
  }

  @Test
  void what_is_published_is_not_queued_again() {
    PostId post = queue.post("hello");
    queue.schedule(post, account, NOON);
    queue.execute("DELETE FROM waiting");
    queue.execute("UPDATE deliveries SET ended = 'published', ended_at = clock_timestamp()");

    assertThatThrownBy(() -> queue.schedule(post, account, ONE)).isInstanceOf(NotPossible.class);
  }

  @Test
  void what_failed_or_was_skipped_is_queued_afresh() {
    PostId post = queue.post("hello");
    queue.schedule(post, account, NOON);
    queue.execute("DELETE FROM waiting");
    queue.execute("UPDATE deliveries SET ended = 'skipped', ended_at = clock_timestamp()");

    queue.schedule(post, account, ONE);

    assertThat(queue.read(post).deliveries().get(0).state()).isEqualTo(DeliveryState.SCHEDULED);
  }

  @Test
  void a_thread_that_became_shorter_has_no_parts_left_over() {
    PostId post = queue.post("one", "two", "three");
    queue.schedule(post, account, NOON);
    queue
        .database()
        .transact(
            connection ->
                EditPost.edit(
                    connection,
                    ReadPost.read(connection, post),
                    new Post(List.of(Part.of("only"))),
                    QueueFixture.ACTOR));
    queue.schedule(post, account, NOON);

    assertThat(claimed().get(0).bodies()).containsExactly("only");
  }

  @Test
  void a_post_that_is_being_deleted_does_not_slip_into_the_queue() throws Exception {
    PostId post = queue.post("hello");
    try (Rival rival = new Rival(source)) {
      rival.does(
          connection -> {
            DeletePost.delete(connection, post, "rival");
            return true;
          });
      NewDelivery delivery = delivery(post, account, NOON, "hello");
      CompletableFuture<List<Long>> queued = rival.blocks(() -> enqueue(delivery));
      rival.commits();

      assertThatThrownBy(queued::get).hasCauseInstanceOf(NotPossible.class);
    }
    assertThat(queue.database().lend(ListDeliveries::queue)).isEmpty();
  }

  @Test
  void an_account_for_which_something_is_just_queued_is_not_removed() throws Exception {
    PostId post = queue.post("hello");
    queue.schedule(post, account, NOON);
    assertThat(unschedule(post)).hasSize(1);
    try (Rival rival = new Rival(source)) {
      rival.does(
          connection ->
              EnqueueDeliveries.enqueue(
                  connection, List.of(delivery(post, account, NOON, "hello")), "rival"));
      CompletableFuture<Boolean> removed =
          rival.blocks(
              () -> {
                queue.database().transact(c -> Accounts.remove(c, account.name()));
                return true;
              });
      rival.commits();

      assertThatThrownBy(removed::get).hasCauseInstanceOf(NotPossible.class);
    }
    assertThat(queue.take(NOON)).hasSize(1);
  }

  /** Else it could put back into the queue what is sent already, and nobody knows of it yet. */
  @Test
  void of_two_that_queue_the_same_draft_the_second_leaves_no_node_a_moment_between_them()
      throws Exception {
    PostId post = queue.post("hello");
    try (Rival first = new Rival(source);
        Rival later = new Rival(source)) {
      first.does(
          connection ->
              EnqueueDeliveries.enqueue(
                  connection, List.of(delivery(post, account, NOON, "hello")), "rival"));
      // Where the second writes the next time after it has looked whether a node has the post.
      CompletableFuture<Boolean> stop =
          first.blocks(() -> runs(later, "LOCK TABLE rendered_parts IN SHARE MODE"));
      NewDelivery again = delivery(post, account, NOON.plusSeconds(60), "hello");
      CompletableFuture<List<Long>> second = CompletableFuture.supplyAsync(() -> enqueue(again));
      await().until(this::waiters, count -> count == 2);
      first.commits();
      assertThat(stop.get()).isTrue();
      await().until(this::waiters, count -> count == 1);

      List<Claim> between = claimed();
      later.commits();

      assertThat(between).isEmpty();
      assertThat(second.get()).hasSize(1);
    }
    assertThat(queue.read(post).deliveries())
        .extracting(StoredDelivery::dueAt, StoredDelivery::state)
        .containsExactly(tuple(NOON.plusSeconds(60), DeliveryState.SCHEDULED));
  }

  private static boolean runs(Rival rival, String sql) {
    try {
      rival.runs(sql);
      return true;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private long waiters() {
    return queue.number(
        """
        SELECT count(DISTINCT l.pid)
        FROM pg_locks l JOIN pg_stat_activity s USING (pid)
        WHERE NOT l.granted AND s.datname = current_database()
        """);
  }

  @Test
  void a_post_that_is_just_queued_is_not_deleted_as_if_it_were_not() throws Exception {
    PostId post = queue.post("hello");
    try (Rival rival = new Rival(source)) {
      rival.does(
          connection ->
              EnqueueDeliveries.enqueue(
                  connection, List.of(delivery(post, account, NOON, "hello")), "rival"));
      CompletableFuture<Boolean> deleted =
          rival.blocks(
              () ->
                  queue
                      .database()
                      .inTransaction(
                          connection -> {
                            DeletePost.delete(connection, post, QueueFixture.ACTOR);
                            return true;
                          }));
      rival.commits();
      assertThat(deleted.get()).isTrue();
    }
    assertThat(queue.database().lend(ListDeliveries::queue)).isEmpty();
    assertThat(queue.told("cancelled")).containsExactly("dry-run:x:one null");
  }

  @Test
  void who_listens_is_told_the_earliest_instant_once_it_is_committed() throws Exception {
    PostId one = queue.post("one");
    PostId two = queue.post("two");
    try (var listening = source.getConnection();
        Rival rival = new Rival(source)) {
      DueNotices.listen(listening);
      rival.does(
          connection ->
              EnqueueDeliveries.enqueue(
                  connection,
                  List.of(delivery(one, account, ONE, "one"), delivery(two, account, NOON, "two")),
                  "rival"));
      List<Instant> before = DueNotices.await(listening, Duration.ofMillis(100));
      rival.commits();
      List<Instant> after = DueNotices.await(listening, Duration.ofSeconds(10));

      assertThat(before).isEmpty();
      assertThat(after).containsExactly(NOON);
    }
  }

  @Test
  void unscheduling_makes_a_draft_again_and_says_for_when_it_was() {
    PostId post = queue.post("hello");
    queue.schedule(post, account, NOON);

    assertThat(unschedule(post)).hasSize(1);

    StoredDelivery draft = queue.read(post).deliveries().get(0);
    assertThat(draft.state()).isEqualTo(DeliveryState.DRAFT);
    assertThat(draft.dueAt()).isNull();
    assertThat(draft.zone()).isNull();
    assertThat(queue.history())
        .anyMatch(e -> e.event().equals("unscheduled") && NOON.equals(e.dueAt()));
    assertThat(unschedule(post)).isEmpty();
  }

  @Test
  void a_thread_that_is_partly_out_is_not_made_a_draft() {
    PostId post = queue.post("one", "two");
    long delivery = queue.schedule(post, account, NOON);
    queue.execute(
        """
        INSERT INTO attempts (delivery_id, part, number, claim, node, body, sha256, settled_at,
                              outcome, remote_id)
        VALUES (%d, 1, 1, 1, 'n', 'b', sha256('b'), clock_timestamp(), 'posted', '1')
        """
            .formatted(delivery));

    assertThat(unschedule(post)).isEmpty();
  }

  private List<Long> unschedule(PostId post) {
    List<Long> deliveries = queue.read(post).deliveries().stream().map(StoredDelivery::id).toList();
    return queue
        .database()
        .inTransaction(
            connection -> Unschedule.unschedule(connection, deliveries, QueueFixture.ACTOR));
  }

  private List<Claim> claimed() {
    return queue
        .database()
        .inTransaction(
            connection -> {
              List<Lease> leases = queue.take(ONE);
              return ClaimDue.claim(connection, leases, ONE, new Portion(10, 10), new LowWater());
            });
  }

  private List<Long> enqueue(NewDelivery... deliveries) {
    return queue
        .database()
        .inTransaction(
            connection ->
                EnqueueDeliveries.enqueue(connection, List.of(deliveries), QueueFixture.ACTOR));
  }

  private static NewDelivery delivery(
      PostId post, Account account, Instant dueAt, String... bodies) {
    ZoneId zone = ZoneId.of("Asia/Kathmandu");
    return new NewDelivery(
        post,
        account.id(),
        LocalDateTime.ofInstant(dueAt, zone),
        zone,
        dueAt,
        List.of(bodies),
        /* rules= */ 1);
  }
}

package dev.belfry.release;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.belfry.account.Account;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.PostId;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Backoff;
import dev.belfry.publish.Look;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.SentMark;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.queue.DatabaseClock;
import dev.belfry.queue.HoldDeliveries;
import dev.belfry.queue.Lease;
import dev.belfry.sql.DatabaseException;
import dev.belfry.testing.HeardLogs;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.ScriptedPublishers;
import dev.belfry.testing.SettableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Live accounts: one attempt open at a time, each in a lane of its own. */
@ExtendWith(PostgresExtension.class)
final class LiveLaneTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  private static final String AWHILE_AGO =
      "SELECT clock_timestamp() > opened_at + interval '200 ms' FROM attempts";

  private final SettableClock clock = new SettableClock(NOON);
  private final ScriptedPublishers network = new ScriptedPublishers();
  private final LeasesInHand inHand = new LeasesInHand();
  private final QueueFixture queue;
  private final Account account;

  LiveLaneTest(DataSource source) {
    this.queue = new QueueFixture(source);
    this.account = queue.account("x:one");
  }

  @Test
  void a_network_that_is_slow_for_one_account_holds_up_no_other() throws InterruptedException {
    PostId slow = queue.post("slow");
    queue.schedule(slow, account, NOON);
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    network.then(
        attempt -> {
          sending.countDown();
          awaitOrFail(answer);
          return ScriptedPublishers.posted(attempt.claim().delivery(), 1);
        });
    ReleaseDue node = node("n1", Lanes.inThreads());
    node.pass(() -> false, next -> {});
    awaitOrFail(sending);

    PostId other = queue.post("other");
    queue.schedule(other, queue.account("x:two"), NOON);
    node.pass(() -> false, next -> {});
    await().until(() -> state(other) == DeliveryState.PUBLISHED);

    assertThat(state(slow)).isEqualTo(DeliveryState.CLAIMED);
    answer.countDown();
    node.finish();
    assertThat(state(slow)).isEqualTo(DeliveryState.PUBLISHED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x:slow", "dry-run:x:slow"})
  void a_heartbeat_keeps_the_account_while_its_network_is_slow(String name) {
    queue.schedule(queue.post("slow"), queue.account(name), NOON);
    ReleaseSettings settings = settings("n1");
    network.thenMeanwhile(
        () -> {
          queue.execute("UPDATE leases SET held_until = clock_timestamp() + interval '100 ms'");
          heartbeat(settings).beat();
          await().until(() -> ask(AWHILE_AGO));
          pass("n2");
        });

    node(settings, inline()).pass(() -> false, next -> {});

    assertThat(network.accepted()).containsExactly("slow");
    assertThat(queue.told("attempted")).hasSize(1);
  }

  /** As when the database comes back after longer than a lease lasts. */
  @ParameterizedTest
  @ValueSource(strings = {"x:slow", "dry-run:x:slow"})
  void what_a_lane_has_in_hand_its_own_node_does_not_look_into_though_the_lease_is_over(
      String name) {
    network.whenLookedAt(new Look.ProvedAbsent());
    queue.schedule(queue.post("slow"), queue.account(name), NOON);
    ReleaseDue node = node("n1", new Lanes(Runnable::run, /* live= */ 2, /* batches= */ 2));
    network.thenMeanwhile(
        () -> {
          queue.execute("UPDATE leases SET held_until = clock_timestamp() - interval '1 s'");
          node.pass(() -> false, next -> {});
        });

    node.pass(() -> false, next -> {});

    assertThat(network.accepted()).containsExactly("slow");
    assertThat(queue.told("resolved")).isEmpty();
    assertThat(queue.told("published")).hasSize(1);
  }

  @Test
  void the_history_tells_a_batch_in_its_order_though_one_of_it_was_taken_for_absent() {
    Account batch = queue.account("dry-run:x:batch");
    queue.schedule(queue.post("first"), batch, NOON.minusMillis(1));
    queue.schedule(queue.post("second"), batch, NOON);
    network.thenMeanwhile(
        () ->
            queue.execute(
                """
                UPDATE attempts SET outcome = 'absent', settled_at = clock_timestamp()
                WHERE body = 'first'
                """));

    pass("n1");

    assertThat(queue.told("published"))
        .containsExactly("dry-run:x:batch first", "dry-run:x:batch second");
  }

  @Test
  void after_a_renewal_that_failed_nothing_is_sent_or_begun_before_the_account_is_taken_anew() {
    PostId post = queue.post("one", "two");
    queue.schedule(post, account, NOON);
    network.thenMeanwhile(inHand::missed);

    pass("n1");

    assertThat(network.accepted()).containsExactly("one");
    assertThat(state(post)).isEqualTo(DeliveryState.SCHEDULED);
    assertThat(queue.told("attempted")).hasSize(1);
    pass("n1");
    assertThat(network.accepted()).containsExactly("one", "two<1.1");
  }

  @Test
  void a_renewal_that_succeeds_again_lets_the_lane_go_on() {
    PostId post = queue.post("one", "two");
    queue.schedule(post, account, NOON);
    ReleaseSettings settings = settings("n1");
    network.thenMeanwhile(
        () -> {
          inHand.missed();
          heartbeat(settings).beat();
        });

    node(settings, inline()).pass(() -> false, next -> {});

    assertThat(network.accepted()).containsExactly("one", "two<1.1");
  }

  @Test
  void what_was_sent_before_its_lane_was_broken_off_is_looked_for_and_not_sent_again() {
    PostId post = queue.post("hello");
    long delivery = queue.schedule(post, account, NOON);
    ReleaseDue node = node("n1", inline());
    network.thenMeanwhile(
        () ->
            queue.execute(
                "ALTER TABLE history ADD CONSTRAINT closed CHECK (event <> 'published') NOT VALID"));
    node.pass(() -> false, next -> {});
    assertThat(state(post)).as("its outcome was refused").isEqualTo(DeliveryState.CLAIMED);
    queue.execute("UPDATE leases SET held_until = clock_timestamp() + interval '1 min'");
    queue.execute("ALTER TABLE waiting RENAME TO away");
    assertThatThrownBy(() -> node.pass(() -> false, next -> {}))
        .isInstanceOf(DatabaseException.class);
    queue.execute("ALTER TABLE away RENAME TO waiting");
    queue.execute("ALTER TABLE history DROP CONSTRAINT closed");
    network.whenLookedAt(new Look.Found(ScriptedPublishers.posted(delivery, 1)));

    node.pass(() -> false, next -> {});

    assertThat(network.accepted()).containsExactly("hello");
    assertThat(state(post)).isEqualTo(DeliveryState.PUBLISHED);
  }

  @Test
  void a_thread_that_was_interrupted_goes_on_at_once_and_the_next_post_keeps_its_distance() {
    queue.execute("UPDATE accounts SET spacing = interval '20 min'");
    queue.schedule(queue.post("one", "two"), account, NOON);
    queue.schedule(queue.post("next"), account, NOON);
    network.thenMeanwhile(inHand::missed);
    pass("n1");
    assertThat(network.accepted()).containsExactly("one");

    pass("n1");
    assertThat(network.accepted()).containsExactly("one", "two<1.1");

    clock.tick(Duration.ofMinutes(19));
    pass("n1");
    assertThat(network.accepted()).hasSize(2);
    clock.tick(Duration.ofMinutes(1));
    pass("n1");
    assertThat(network.accepted()).containsExactly("one", "two<1.1", "next");
  }

  @Test
  void a_machine_that_slept_between_the_attempt_and_the_call_does_not_send() {
    PostId post = queue.post("hello");
    queue.schedule(post, account, NOON);
    ReleaseSettings settings = settings("n1");
    SendAttempts send = new SendAttempts(tools(), settings, new NoticeRestore(tools(), settings));
    Sent[] sent = new Sent[1];
    network.then(
        attempt -> {
          clock.tick(settings.heartbeat().plusMillis(1));
          sent[0] = send.send(attempt, new Lease(1, account.name(), 1), NOON, lease -> true);
          return ScriptedPublishers.posted(attempt.claim().delivery(), 1);
        });

    pass("n1");

    assertThat(sent[0].settlement().outcome()).isInstanceOf(Outcome.NotSent.class);
    assertThat(network.accepted()).isEmpty();
  }

  @Test
  void what_a_node_held_back_once_goes_out_a_second_later_in_its_place() {
    queue.schedule(queue.post("first"), account, NOON.minusMillis(1));
    queue.schedule(queue.post("second"), account, NOON);
    SlowMarks marks = new SlowMarks(/* slow= */ 1);
    pass(marks);
    pass(marks);
    assertThat(queue.told("attempted")).hasSize(1);

    clock.tick(Duration.ofMillis(1200));
    pass(marks);

    assertThat(network.accepted()).containsExactly("first", "second");
  }

  @Test
  void a_node_that_never_sends_in_time_tries_less_and_less_often_and_no_failure_is_counted() {
    PostId post = queue.post("hello");
    queue.schedule(post, account, NOON);
    SlowMarks marks = new SlowMarks(/* slow= */ Integer.MAX_VALUE);

    for (int second = 0; second < 3600; second += 5) {
      pass(marks);
      clock.tick(Duration.ofSeconds(5));
    }

    assertThat(queue.told("attempted")).hasSizeBetween(10, 25);
    assertThat(state(post)).isEqualTo(DeliveryState.SCHEDULED);
    assertThat(ask("SELECT bool_and(failures = 0) FROM waiting")).isTrue();
  }

  /** A node that falls asleep between an attempt and its call, so many times. */
  private final class SlowMarks implements SentMarks {
    private int slow;

    SlowMarks(int slow) {
      this.slow = slow;
    }

    @Override
    public void aboutToSend(UUID origin, SentMark mark) {
      if (slow-- > 0) {
        clock.tick(settings("n1").heartbeat().plusMillis(1));
      }
    }

    @Override
    public List<SentMark> recent(UUID origin) {
      return List.of();
    }
  }

  @Test
  void a_network_that_defers_for_ever_is_asked_less_and_less_often_and_other_posts_go_out() {
    PostId post = queue.post("hello");
    queue.schedule(post, account, NOON);
    for (int i = 0; i < 1000; i++) {
      network.then(attempt -> attempt.request().body().equals("hello") ? defer() : take(attempt));
    }

    for (int second = 0; second < 3600; second += 2) {
      pass("n1");
      clock.tick(Duration.ofSeconds(2));
    }

    assertThat(queue.told("attempted")).hasSizeBetween(10, 15);
    assertThat(state(post)).isEqualTo(DeliveryState.SCHEDULED);
    assertThat(ask("SELECT bool_and(failures = 0) FROM waiting")).isTrue();
    queue.schedule(queue.post("other"), account, clock.instant());
    pass("n1");
    assertThat(network.accepted()).as("the account waits as long as named").contains("other");
  }

  private Outcome defer() {
    return new Outcome.Deferred(clock.instant().plusSeconds(1), "too many requests");
  }

  private Outcome take(Attempt attempt) {
    network.accepted().add(attempt.request().body());
    return ScriptedPublishers.posted(attempt);
  }

  @Test
  void a_backlog_keeps_its_spacing_and_what_waits_for_it_is_not_late() {
    queue.execute("UPDATE accounts SET spacing = interval '20 min'");
    for (int i = 1; i <= 5; i++) {
      queue.schedule(queue.post("post " + i), account, NOON.plusMillis(i));
    }
    clock.tick(Duration.ofSeconds(1));

    for (int minute = 0; minute < 80; minute += 10) {
      pass("n1");
      assertThat(network.accepted()).hasSize(minute / 20 + 1);
      clock.tick(Duration.ofMinutes(10));
    }
    pass("n1");

    assertThat(network.accepted()).hasSize(5).isSorted();
    assertThat(queue.told("held")).isEmpty();
  }

  @Test
  void a_part_in_doubt_blocks_its_own_thread_only_and_goes_on_when_it_is_found() {
    PostId thread = queue.post("one", "two");
    PostId other = queue.post("other");
    long delivery = queue.schedule(thread, account, NOON);
    queue.schedule(other, account, NOON);
    network.then(new Outcome.Unconfirmed("timeout"));
    network.whenLookedAt(new Look.Unknown("no answer"));

    pass("n1");
    clock.tick(Duration.ofSeconds(5));
    pass("n1");
    assertThat(network.accepted()).containsExactly("other");

    network.whenLookedAt(new Look.Found(ScriptedPublishers.posted(delivery, 1)));
    clock.tick(Duration.ofSeconds(10));
    pass("n1");

    assertThat(network.accepted()).containsExactly("other", "two<" + delivery + ".1");
    assertThat(state(thread)).isEqualTo(DeliveryState.PUBLISHED);
  }

  @Test
  void a_hold_between_two_parts_stops_the_thread_and_the_rest_goes_on_after_it() {
    PostId thread = queue.post("one", "two");
    queue.schedule(thread, account, NOON);
    network.thenMeanwhile(
        () -> queue.execute("INSERT INTO holds (reason, actor) VALUES ('news day', 'ann')"));

    pass("n1");
    assertThat(network.accepted()).containsExactly("one");
    assertThat(state(thread)).isEqualTo(DeliveryState.SCHEDULED);

    queue.execute("DELETE FROM holds");
    pass("n1");
    assertThat(network.accepted()).containsExactly("one", "two<1.1");
  }

  @Test
  void a_defect_in_an_adapter_is_a_doubt_and_not_the_end_of_the_node() {
    PostId post = queue.post("hello");
    PostId next = queue.post("next");
    queue.schedule(post, account, NOON);
    queue.schedule(next, account, NOON);
    network.then(
        attempt -> {
          throw new IllegalStateException("a defect");
        });

    pass("n1");

    assertThat(state(post)).isEqualTo(DeliveryState.UNCONFIRMED);
    assertThat(state(next)).isEqualTo(DeliveryState.PUBLISHED);
  }

  @Test
  void a_request_that_can_not_be_made_is_held_with_the_reason_and_everything_else_goes_out() {
    PostId bad = queue.post("[defect]");
    long delivery = queue.schedule(bad, account, NOON.minusMillis(2));
    queue.schedule(queue.post("behind it"), account, NOON.minusMillis(1));
    queue.schedule(queue.post("elsewhere"), queue.account("x:two"), NOON);

    try (HeardLogs logs = new HeardLogs()) {
      pass("n1");

      assertThat(logs.text())
          .containsOnlyOnce("Delivery %d of post %s is held".formatted(delivery, bad))
          .contains("at dev.belfry.testing.ScriptedPublishers.complete");
    }

    assertThat(network.accepted()).containsExactlyInAnyOrder("behind it", "elsewhere");
    assertThat(state(bad)).isEqualTo(DeliveryState.HELD);
    assertThat(reason(bad))
        .isEqualTo(
            "Belfry itself failed to make its request:"
                + " java.lang.IllegalStateException: no request for [defect]");
    assertThat(queue.history())
        .filteredOn(event -> event.event().equals("held"))
        .singleElement()
        .satisfies(event -> assertThat(event.detail()).isEqualTo(reason(bad)));
    pass("n1");
    assertThat(queue.told("held")).as("not tried again by itself").hasSize(1);
  }

  @Test
  void a_person_who_mends_it_and_lets_it_go_on_has_it_sent() {
    PostId thread = queue.post("one", "two [defect]");
    long delivery = queue.schedule(thread, account, NOON);
    queue.schedule(queue.post("behind it"), account, NOON);
    pass("n1");
    assertThat(network.accepted()).containsExactly("one", "behind it");
    assertThat(state(thread)).isEqualTo(DeliveryState.HELD);
    assertThat(queue.told("attempted")).hasSize(2);

    queue.execute("UPDATE rendered_parts SET body = 'two' WHERE position = 2");
    queue.database().transact(c -> resume(c, delivery));
    pass("n1");

    assertThat(network.accepted()).containsExactly("one", "behind it", "two<" + delivery + ".1");
    assertThat(state(thread)).isEqualTo(DeliveryState.PUBLISHED);
  }

  @Test
  void a_part_that_was_tried_as_often_as_can_be_counted_holds_its_own_post_only() {
    PostId tried = queue.post("tried");
    queue.schedule(tried, account, NOON.minusMillis(1));
    queue.schedule(queue.post("other"), queue.account("x:two"), NOON);
    queue.execute(
        """
        INSERT INTO attempts (delivery_id, part, number, claim, node, body, sha256, settled_at,
                              outcome)
        VALUES (1, 1, 32767, 0, 'n1', 'tried', sha256('tried'), now(), 'deferred')
        """);
    queue.execute("UPDATE waiting SET attempted = true WHERE delivery_id = 1");

    pass("n1");

    assertThat(network.accepted()).containsExactly("other");
    assertThat(reason(tried)).contains("part 1 was tried 32767 times already");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x:busy", "dry-run:x:busy"})
  void where_the_machine_has_no_thread_the_account_is_let_go_and_goes_out_with_the_next_pass(
      String name) {
    PostId post = queue.post("hello");
    queue.schedule(post, queue.account(name), NOON);
    network.whenLookedAt(new Look.Unknown("a look was made for what this node knows"));
    AtomicInteger asked = new AtomicInteger();
    Lanes lanes =
        new Lanes(
            lane -> {
              if (asked.incrementAndGet() == 1) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              lane.run();
            },
            /* live= */ 1,
            /* batches= */ 1);
    ReleaseDue node = node("n1", lanes);

    assertThat(catchThrowable(() -> node.pass(() -> false, next -> {}))).isNotNull();

    assertThat(inHand.isAtRest()).as("nothing is renewed that nobody releases").isTrue();
    node.pass(() -> false, next -> {});
    assertThat(network.accepted()).containsExactly("hello");
    assertThat(state(post)).isEqualTo(DeliveryState.PUBLISHED);
    node.finish();
  }

  private void pass(String node) {
    node(node, inline()).pass(() -> false, next -> {});
  }

  private void pass(SentMarks marks) {
    new ReleaseDue(tools(marks), settings("n1"), inHand, inline()).pass(() -> false, next -> {});
  }

  private ReleaseDue node(String name, Lanes lanes) {
    return node(settings(name), lanes);
  }

  private ReleaseDue node(ReleaseSettings settings, Lanes lanes) {
    return new ReleaseDue(tools(), settings, inHand, lanes);
  }

  private Heartbeat heartbeat(ReleaseSettings settings) {
    return new Heartbeat(
        queue.database(),
        settings,
        QueueFixture.introduction(settings),
        inHand,
        new DatabaseClock(queue.database(), InstantSource.system()));
  }

  private ReleaseSettings settings(String name) {
    return queue.node(name, ReleaseSettings.DEFAULT_LEASE, network.live());
  }

  private static Lanes inline() {
    return new Lanes(Runnable::run, /* live= */ 4, /* batches= */ 1);
  }

  private ReleaseTools tools() {
    return tools(SentMarks.NONE);
  }

  private ReleaseTools tools(SentMarks marks) {
    return new ReleaseTools(
        queue.database(),
        network,
        new SettleOutcome(Backoff.DEFAULT, Backoff.LOOKS, new Random(7)),
        clock,
        (attempt, settlement) -> {},
        marks);
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private boolean ask(String question) {
    return queue
        .database()
        .lend(
            connection -> {
              try (var statement = connection.createStatement();
                  var row = statement.executeQuery(question)) {
                return row.next() && row.getBoolean(1);
              }
            });
  }

  private static void resume(Connection connection, long delivery) throws SQLException {
    var unused = HoldDeliveries.resume(connection, List.of(delivery), NOON, QueueFixture.ACTOR);
  }

  private @Nullable String reason(PostId post) {
    return queue.read(post).deliveries().get(0).reason();
  }

  private DeliveryState state(PostId post) {
    return queue.read(post).deliveries().get(0).state();
  }
}

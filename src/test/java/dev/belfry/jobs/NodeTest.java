package dev.belfry.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.account.Account;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.PostId;
import dev.belfry.publish.Backoff;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.queue.ClaimDue;
import dev.belfry.queue.DatabaseClock;
import dev.belfry.queue.Leases;
import dev.belfry.queue.LowWater;
import dev.belfry.queue.Portion;
import dev.belfry.queue.Reach;
import dev.belfry.queue.TakenLease;
import dev.belfry.release.Lanes;
import dev.belfry.release.LeasesInHand;
import dev.belfry.release.Pass;
import dev.belfry.release.ReleaseDue;
import dev.belfry.release.ReleaseTools;
import dev.belfry.sql.Connections;
import dev.belfry.sql.SqlWork;
import dev.belfry.testing.HeardLogs;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.Rival;
import dev.belfry.testing.ScriptedPublishers;
import dev.belfry.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A whole node on a real Postgres and real Quartz, on the machine's own clock. */
@ExtendWith(PostgresExtension.class)
final class NodeTest {
  /** How late something may go out on a busy machine; well under a node's longest rest. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final InstantSource CLOCK = InstantSource.system();
  private static final AtomicInteger NODES = new AtomicInteger();

  private final ScriptedPublishers network = new ScriptedPublishers();
  private final AtomicInteger passes = new AtomicInteger();
  private volatile SqlWork.Action trouble = connection -> {};
  private volatile Runnable betweenPasses = () -> {};
  private final DataSource source;
  private final QueueFixture queue;
  private final Account account;
  private final Node node;

  NodeTest(TestDatabase database) {
    this.source = database.newConnections();
    this.queue = new QueueFixture(source);
    this.account = queue.account("dry-run:x:one");
    this.node = node(CLOCK, Duration.ofSeconds(30));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void what_another_process_queues_goes_out_at_its_instant_and_not_before() {
    startAndHear();
    Instant due = CLOCK.instant().plusMillis(300);

    PostId post = queue.post("hello");
    queue.schedule(post, account, due);

    awaitPublished(post);
    assertThat(queue.history())
        .filteredOn(event -> event.event().equals("attempted"))
        .singleElement()
        .satisfies(event -> assertThat(event.at()).isBetween(due, due.plus(SOON)));
  }

  @Test
  void a_listener_that_was_cut_off_hears_again_and_reads_what_it_missed() {
    startAndHear();
    cutOff("query = 'LISTEN belfry_due'");
    PostId missed = queue.post("missed");
    queue.schedule(missed, account, CLOCK.instant());
    awaitPublished(missed);

    await().atMost(SOON).until(this::listens);
    PostId heard = queue.post("heard");
    queue.schedule(heard, account, CLOCK.instant());
    awaitPublished(heard);
  }

  @Test
  void a_notice_that_is_no_instant_makes_nobody_deaf() {
    startAndHear();
    int before = passes.get();

    queue.execute("NOTIFY belfry_due, 'now or never'");
    queue.execute("NOTIFY belfry_due");
    await().atMost(SOON).until(() -> passes.get() > before);

    PostId post = queue.post("hello");
    queue.schedule(post, account, CLOCK.instant());
    awaitPublished(post);
  }

  /** Anybody may send on the channel, also an instant that Quartz has no date for. */
  @Test
  void a_notice_of_an_instant_beyond_every_calendar_makes_nobody_deaf() {
    startAndHear();
    try (HeardLogs logs = new HeardLogs()) {
      await()
          .atMost(SOON)
          .until(
              () -> {
                queue.execute("NOTIFY belfry_due, '+999999999-01-01T00:00:00Z'");
                return logs.text().contains("could not be passed on");
              });
    }

    await().atMost(SOON).until(this::listens);
    PostId post = queue.post("hello");
    queue.schedule(post, account, CLOCK.instant());
    awaitPublished(post);
  }

  @Test
  void a_database_that_goes_away_during_a_pass_is_outlived() {
    PostId post = queue.post("hello");
    queue.schedule(post, account, CLOCK.instant());
    trouble =
        connection -> {
          trouble = none -> {};
          cutOff("pid <> pg_backend_pid()");
          connection.prepareStatement("SELECT 1").execute();
        };

    node.start();
    await().atMost(SOON).until(() -> passes.get() > 1);

    awaitPublished(post);
    assertThat(queue.told("published")).hasSize(1);
  }

  @Test
  void a_machine_clock_that_is_set_back_holds_nothing_up_for_longer_than_a_rest() {
    // As Quartz sees it, whose clock stays: until then the machine's is two hours ahead.
    AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ofHours(2));
    try (Node other = node(() -> CLOCK.instant().plus(ahead.get()), Duration.ofSeconds(1))) {
      startAndHear(other);
      ahead.set(Duration.ZERO);

      PostId post = queue.post("hello");
      queue.schedule(post, account, CLOCK.instant().plusMillis(300));

      awaitPublished(post);
    }
  }

  @Test
  void a_machine_clock_that_is_set_forward_makes_nothing_due() {
    PostId post = queue.post("tomorrow");
    queue.schedule(post, account, CLOCK.instant().plus(Duration.ofHours(2)));
    // As Quartz sees it, whose clock stays: until then the machine's is three hours behind.
    AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ofHours(-3));
    try (Node other = node(() -> CLOCK.instant().plus(ahead.get()), Duration.ofSeconds(1))) {
      startAndHear(other);
      // A pass that has just set its clock, and is about to look what is due, goes by that.
      betweenPasses = () -> ahead.set(Duration.ZERO);
      await().atMost(SOON).until(() -> Duration.ZERO.equals(ahead.get()));
      int before = passes.get();

      await().atMost(SOON).until(() -> passes.get() > before + 1);
    }

    assertThat(network.accepted()).isEmpty();
    assertThat(queue.read(post).deliveries().get(0).state()).isEqualTo(DeliveryState.SCHEDULED);
  }

  @Test
  void what_a_dead_node_had_claimed_is_taken_over_when_its_lease_is_over() {
    PostId post = queue.post("hello");
    queue.schedule(post, account, CLOCK.instant());
    claimAndDie(Duration.ofSeconds(1));

    startAndHear();

    awaitPublished(post);
  }

  @Test
  void a_node_rests_while_another_has_the_account() {
    queue.schedule(queue.post("claimed"), account, CLOCK.instant());
    queue.schedule(queue.post("waits"), account, CLOCK.instant());
    claimAndDie(Duration.ofMinutes(1));

    startAndHear();
    await().during(Duration.ofMillis(500)).until(() -> passes.get() <= 5);

    assertThat(network.accepted()).isEmpty();
  }

  @Test
  void a_node_does_not_race_for_what_somebody_is_changing() throws SQLException {
    PostId post = queue.post("hello");
    queue.schedule(post, account, CLOCK.instant());
    try (Rival rival = new Rival(source)) {
      rival.runs("SELECT 1 FROM waiting FOR UPDATE");
      startAndHear();
      int before = passes.get();
      await().during(Duration.ofMillis(500)).until(() -> passes.get() - before <= 50);
      rival.commits();
    }
    awaitPublished(post);
  }

  @Test
  void a_closed_node_has_finished_its_thread_and_releases_nothing_more() {
    PostId thread = queue.post("one", "two", "three");
    network.then(
        attempt -> {
          queue.schedule(queue.post("too late"), account, CLOCK.instant());
          await().atMost(SOON).until(this::listens);
          new Thread(node::close, "closing").start();
          await().atMost(SOON).until(() -> !listens());
          return ScriptedPublishers.posted(attempt.claim().delivery(), attempt.position());
        });
    queue.schedule(thread, account, CLOCK.instant());
    node.start();

    awaitPublished(thread);
    node.close();

    assertThat(queue.told("published")).hasSize(3);
  }

  private Node node(InstantSource machineClock, Duration longestRest) {
    DatabaseClock databaseClock = new DatabaseClock(queue.database(), machineClock);
    Pass release =
        new ReleaseDue(
            new ReleaseTools(
                queue.database(),
                network,
                new SettleOutcome(Backoff.DEFAULT, Backoff.LOOKS, new Random(7)),
                databaseClock,
                (attempt, settlement) -> {}),
            queue.node("n1", Duration.ofSeconds(2), Set.of()),
            new LeasesInHand(),
            Lanes.inThreads());
    Pass counted =
        new Pass() {
          @Override
          public void pass(BooleanSupplier stopping, Consumer<Instant> wake) {
            passes.incrementAndGet();
            queue.database().transact(trouble);
            release.pass(stopping, wake);
          }

          @Override
          public void finish() {
            release.finish();
          }

          @Override
          public Optional<Instant> nextDue() {
            Optional<Instant> next = release.nextDue();
            betweenPasses.run();
            return next;
          }

          @Override
          public boolean isDue() {
            return release.isDue();
          }
        };
    return new Node(
        "node " + NODES.incrementAndGet(),
        counted,
        Connections.of(source),
        databaseClock,
        machineClock,
        longestRest);
  }

  private void startAndHear() {
    startAndHear(node);
  }

  private void startAndHear(Node node) {
    node.start();
    await().atMost(SOON).until(() -> listens() && passes.get() > 0);
  }

  private boolean listens() {
    return queue.number(
            "SELECT count(*) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND query = 'LISTEN belfry_due'")
        == 1;
  }

  /** Leaves what is due claimed under a lease that nobody renews. */
  private void claimAndDie(Duration lease) {
    queue
        .database()
        .transact(
            c -> {
              Instant now = CLOCK.instant();
              var leases =
                  Leases.take(c, /* node= */ 7, Reach.DRY_RUN, now, lease, /* most= */ 10).stream()
                      .map(TakenLease::lease)
                      .toList();
              var unused = ClaimDue.claim(c, leases, now, Portion.single(1), new LowWater());
            });
  }

  private void cutOff(String who) {
    queue.number(
        """
        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend' AND (%s)
        """
            .formatted(who));
  }

  private void awaitPublished(PostId post) {
    await()
        .atMost(SOON)
        .until(() -> queue.read(post).deliveries().get(0).state() == DeliveryState.PUBLISHED);
  }
}

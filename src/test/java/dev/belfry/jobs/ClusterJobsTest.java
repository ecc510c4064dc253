package dev.belfry.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.audit.SealHistory;
import dev.belfry.audit.VerifyHistory;
import dev.belfry.sql.Connections;
import dev.belfry.testing.HeardLogs;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clusters on a real Postgres and real Quartz, on the machine's own clock. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
final class ClusterJobsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Quartz takes a node for dead 7.5 s after it has missed its sign of life. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final QueueFixture queue;
  private final SwitchedConnections connections;
  private final List<ClusterJobs> nodes = new ArrayList<>();

  ClusterJobsTest(DataSource source) {
    this.queue = new QueueFixture(source);
    this.connections = new SwitchedConnections(source);
  }

  @AfterEach
  void stop() {
    nodes.forEach(ClusterJobs::close);
    nodes.clear();
  }

  @Test
  void nodes_share_the_firings_of_one_trigger() {
    AtomicInteger firings = new AtomicInteger();
    for (String name : List.of("one", "two", "three")) {
      start(name, connections, Duration.ofHours(1), firings::incrementAndGet);
    }

    await().atMost(PATIENCE).until(() -> instances() == 3 && firings.get() > 0);

    await().during(SECOND).until(() -> firings.get() == 1);
    assertThat(count("qrtz_triggers")).isEqualTo(1);
  }

  /** What a clock that jumps, or a network that parts, can bring about. */
  @Test
  void two_nodes_that_seal_at_once_seal_nothing_twice() throws Exception {
    queue.execute(
        "INSERT INTO history (event, actor) SELECT 'drafted', 'me'"
            + " FROM generate_series(1, 25000)");
    CyclicBarrier together = new CyclicBarrier(2);
    AtomicInteger done = new AtomicInteger();
    Runnable seal =
        () -> {
          meet(together);
          long unused = SealHistory.seal(queue.database());
          done.incrementAndGet();
        };
    // A node does one work at a time: while one is at the first, the second is left to the other.
    List<ClusterWork> both =
        Stream.of("seal here", "seal there")
            .map(name -> new ClusterWork(name, Duration.ofHours(1), stopping -> seal.run()))
            .toList();
    start("one", connections, both);
    start("two", connections, both);

    await().atMost(PATIENCE).until(() -> done.get() == 2);

    long unused = SealHistory.seal(queue.database());
    assertThat(count("(SELECT unnest(seqs) FROM seals) s")).isEqualTo(25_000);
    assertThat(VerifyHistory.verify(queue.database(), List.of(), rows -> {}).misfit()).isNull();
  }

  @Test
  void a_node_that_is_cut_off_leaves_the_work_to_another() {
    SwitchedConnections cut = new SwitchedConnections(connections.source);
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger elsewhere = new AtomicInteger();
    start(
        "one",
        cut,
        SECOND,
        () -> {
          begun.incrementAndGet();
          cut.isUp = false;
        });
    await().atMost(PATIENCE).until(() -> begun.get() == 1);

    start("two", connections, SECOND, elsewhere::incrementAndGet);

    await().atMost(PATIENCE).until(() -> elsewhere.get() > 1);
  }

  @Test
  void a_database_that_is_away_at_the_start_is_waited_for() {
    connections.isUp = false;
    AtomicInteger firings = new AtomicInteger();
    start("one", connections, SECOND, firings::incrementAndGet);
    await().atMost(PATIENCE).until(() -> connections.refused.get() > 0);

    connections.isUp = true;

    await().atMost(PATIENCE).until(() -> firings.get() > 0);
  }

  @Test
  void a_database_that_goes_away_is_outlived() {
    AtomicInteger firings = new AtomicInteger();
    start("one", connections, SECOND, firings::incrementAndGet);
    await().atMost(PATIENCE).until(() -> firings.get() > 0);

    connections.isUp = false;
    await().atMost(PATIENCE).until(() -> connections.refused.get() > 1);
    int before = firings.get();
    connections.isUp = true;

    await().atMost(PATIENCE).until(() -> firings.get() > before + 1);
  }

  @Test
  void a_task_that_fails_is_tried_again() {
    AtomicInteger firings = new AtomicInteger();
    start(
        "one",
        connections,
        SECOND,
        () -> {
          firings.incrementAndGet();
          queue.execute("SELECT 1 / 0");
        });

    await().atMost(PATIENCE).until(() -> firings.get() > 1);
  }

  /** Regression: Quartz told it, on 40 lines that named a column and not what to do. */
  @Test
  void a_history_that_can_not_be_sealed_is_told_in_a_sentence() {
    queue.execute("INSERT INTO history (event, actor) VALUES ('drafted', 'me')");
    queue.execute("ALTER TABLE seals RENAME below TO b");
    try (HeardLogs logs = new HeardLogs()) {
      ClusterWork seal =
          new ClusterWork(
              "seal the history",
              Duration.ofHours(1),
              stopping -> {
                long unused = SealHistory.seal(queue.database());
              });
      start("one", connections, List.of(seal));

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(logs.text())
                      .contains(
                          "To seal the history was broken off, another try follows:"
                              + " the table seals can't be read, "));
    }
  }

  @Test
  void a_work_that_was_planned_with_another_length_is_planned_anew() {
    AtomicInteger firings = new AtomicInteger();
    start("old", connections, Duration.ofDays(1), firings::incrementAndGet);
    await().atMost(PATIENCE).until(() -> firings.get() == 1);
    stop();

    start("new", connections, SECOND, firings::incrementAndGet);

    await().atMost(PATIENCE).until(() -> firings.get() > 3);
  }

  @Test
  void what_a_node_with_its_clock_a_year_ahead_has_planned_is_done_by_one_that_starts() {
    AtomicInteger firings = new AtomicInteger();
    start("ahead", connections, SECOND, firings::incrementAndGet);
    await().atMost(PATIENCE).until(() -> firings.get() > 0);
    stop();
    queue.execute("UPDATE qrtz_triggers SET next_fire_time = next_fire_time + 31536000000");
    int before = firings.get();

    start("right", connections, SECOND, firings::incrementAndGet);

    await().atMost(PATIENCE).until(() -> firings.get() > before + 1);
  }

  /** A clock that was set right meanwhile; and a node that could not make what Quartz calls. */
  @ParameterizedTest
  @ValueSource(
      strings = {"next_fire_time = next_fire_time + 31536000000", "trigger_state = 'ERROR'"})
  void what_is_put_off_for_ever_under_a_running_node_is_planned_again(String trouble) {
    AtomicInteger firings = new AtomicInteger();
    start("one", connections, SECOND, firings::incrementAndGet);
    await().atMost(PATIENCE).until(() -> firings.get() > 0);

    disturb(trouble);
    int before = firings.get();

    await().atMost(PATIENCE).until(() -> firings.get() > before + 2);
  }

  @Test
  void a_node_that_never_came_to_the_database_can_be_stopped() {
    connections.isUp = false;
    start("one", connections, SECOND, () -> {});
    await().atMost(PATIENCE).until(() -> connections.refused.get() > 0);

    nodes.get(0).close();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("belfry cluster jobs")));
  }

  /** Quartz alone would try for ever to tell the database that the task is over. */
  @Test
  void a_node_whose_database_goes_away_in_the_middle_of_a_task_can_be_stopped() {
    AtomicInteger begun = new AtomicInteger();
    start(
        "one",
        connections,
        SECOND,
        () -> {
          connections.isUp = false;
          begun.incrementAndGet();
        });
    await().atMost(PATIENCE).until(() -> begun.get() == 1);

    CompletableFuture<Void> stopped = CompletableFuture.runAsync(nodes.get(0)::close);

    await().atMost(PATIENCE).until(stopped::isDone);
  }

  /** A log-in that is renewed at that moment would be lost: the network takes its key once. */
  @Test
  void a_node_that_is_stopped_in_the_middle_of_a_task_waits_for_it_and_tells_it() {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean isDone = new AtomicBoolean();
    ClusterWork.Task task =
        stopping -> {
          begun.countDown();
          await().atMost(PATIENCE).until(stopping::getAsBoolean);
          // Longer than Quartz alone is waited for.
          await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
          isDone.set(true);
        };
    start("one", connections, List.of(new ClusterWork("do something", SECOND, task)));
    await().atMost(PATIENCE).until(() -> begun.getCount() == 0);

    nodes.get(0).close();

    assertThat(isDone).isTrue();
  }

  @Test
  void a_node_with_a_very_long_name_is_welcome() {
    AtomicInteger firings = new AtomicInteger();
    start("日".repeat(300), connections, SECOND, firings::incrementAndGet);

    await().atMost(PATIENCE).until(() -> firings.get() > 1);
  }

  private void start(String node, Connections its, Duration every, Runnable task) {
    start(node, its, List.of(new ClusterWork("do something", every, stopping -> task.run())));
  }

  private void start(String node, Connections its, List<ClusterWork> works) {
    ClusterJobs jobs = new ClusterJobs(node, its, InstantSource.system(), works, SECOND);
    nodes.add(jobs);
    jobs.start();
  }

  /** Between two firings: what Quartz has in hand it would write anew. */
  private void disturb(String how) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(
            () ->
                queue.number(
                        """
                        WITH disturbed AS (
                          UPDATE qrtz_triggers SET %s WHERE trigger_state = 'WAITING' RETURNING 1)
                        SELECT count(*) FROM disturbed
                        """
                            .formatted(how))
                    == 1);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private long instances() {
    return count("qrtz_scheduler_state");
  }

  private long count(String table) {
    return queue.number("SELECT count(*) FROM " + table);
  }

  /** Connections that can be had, or not. */
  private static final class SwitchedConnections implements Connections {
    private final DataSource source;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean isUp = true;

    SwitchedConnections(DataSource source) {
      this.source = source;
    }

    @Override
    public Connection borrow() throws SQLException {
      if (!isUp) {
        refused.incrementAndGet();
        throw new SQLException("the database is away", "08001");
      }
      return source.getConnection();
    }

    @Override
    public void giveBack(Connection connection) throws SQLException {
      connection.close();
    }
  }
}

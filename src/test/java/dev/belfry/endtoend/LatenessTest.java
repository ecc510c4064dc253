package dev.belfry.endtoend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.belfry.sql.Database;
import dev.belfry.sql.Rows;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long after its instant a post starts that another process queued two seconds ahead, 200
 * times, at random instants. Prints both figures that it takes:
 *
 * <ul>
 *   <li><em>attempt written</em>: when the attempt's row was inserted, on the database's clock, a
 *       few statements before it was committed and sent;
 *   <li><em>settled</em>: when its outcome was recorded, which begins only after that commit and
 *       after the call: more than what is to be measured, and what is held against the bound.
 * </ul>
 *
 * <p>A control says what the machine allows: a thread of the test that has nothing to do but wake
 * at the same instants and ask the same database for its time. Where the control itself is late,
 * other work holds the processors, nothing can be told of Belfry, and the test is skipped.
 */
@Tag("slow")
@Tag("alone")
@ExtendWith(PostgresExtension.class)
final class LatenessTest {
  private static final int POSTS = 200;
  private static final int ACCOUNTS = 4;
  private static final Duration AHEAD = Duration.ofSeconds(2);
  private static final int SPREAD_MILLIS = 9_000;
  private static final Duration BOUND = Duration.ofMillis(100);

  /** At p99; a quiet machine stays far below it. */
  private static final Duration CONTROL_BOUND = Duration.ofMillis(30);

  private final Database database;
  private final PutInQueue queue;
  private final Aftermath aftermath;
  private final Belfry belfry;
  private final Random random = new Random(1);
  private final Database controlDatabase;
  private final List<Duration> control = new ArrayList<>();

  LatenessTest(TestDatabase database, @TempDir Path scratch) {
    this.controlDatabase = OneConnection.to(database.dataSource());
    this.database = OneConnection.to(database.dataSource());
    this.queue = new PutInQueue(database.dataSource());
    this.aftermath = new Aftermath(database.dataSource());
    this.belfry = Belfry.on(database.address(), scratch);
  }

  @AfterEach
  void killAll() {
    belfry.close();
  }

  @Test
  void what_another_process_queues_starts_within_100_ms_of_its_instant() throws Exception {
    for (int i = 0; i < ACCOUNTS; i++) {
      queue.account(account(i));
    }
    BelfryProcess node = belfry.node("punctual");

    queueAtRandomInstants();
    aftermath.awaitEmptyQueue(AHEAD.plusSeconds(10));
    node.kill();

    Lateness written = lateness("opened_at");
    Lateness settled = lateness("settled_at");
    Lateness onlyWaking = new Lateness(control);
    System.out.printf(
        "LatenessTest: %d posts, in ms: attempt written %s; settled %s; control %s%n",
        POSTS, written, settled, onlyWaking);
    assertThat(written.percentile(0)).as("never too early").isNotNegative();
    assumeTrue(
        onlyWaking.percentile(99) <= CONTROL_BOUND.toMillis(),
        () -> "skipped: the machine is too busy; the control's lateness is " + onlyWaking);
    assertThat(settled.percentile(99)).isLessThanOrEqualTo(BOUND.toMillis());
  }

  private void queueAtRandomInstants() throws InterruptedException {
    ScheduledExecutorService other = Executors.newSingleThreadScheduledExecutor();
    ScheduledExecutorService controls = Executors.newSingleThreadScheduledExecutor();
    for (int i = 0; i < POSTS; i++) {
      int number = i;
      Future<?> unused =
          other.schedule(
              () -> queueOne(number, controls),
              random.nextInt(SPREAD_MILLIS),
              TimeUnit.MILLISECONDS);
    }
    shutDown(other, Duration.ofMillis(SPREAD_MILLIS).plus(AHEAD));
    shutDown(controls, AHEAD.multipliedBy(2));
  }

  /** Returns when all that was scheduled is done. */
  private static void shutDown(ScheduledExecutorService executor, Duration patience)
      throws InterruptedException {
    executor.shutdown();
    assertThat(executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
  }

  private void queueOne(int number, ScheduledExecutorService controls) {
    Instant dueAt = Instant.now().plus(AHEAD).truncatedTo(ChronoUnit.MILLIS);
    queue.all(List.of(Planned.numbered(number, 1, account(number % ACCOUNTS), dueAt)));
    Duration wait = Duration.between(Instant.now(), dueAt);
    Future<?> unused =
        controls.schedule(
            () -> control.add(Duration.between(dueAt, databaseTime())),
            wait.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private Instant databaseTime() {
    return controlDatabase.lend(
        connection -> {
          try (var statement = connection.prepareStatement("SELECT clock_timestamp() AS now")) {
            return Rows.first(statement, row -> requireNonNull(Rows.instant(row, "now")))
                .orElseThrow();
          }
        });
  }

  private Lateness lateness(String column) {
    return database.lend(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  """
                  SELECT planned_at, opened_at, settled_at
                  FROM attempts JOIN deliveries ON deliveries.id = delivery_id
                  """)) {
            return new Lateness(
                Rows.list(
                    statement,
                    row ->
                        Duration.between(
                            requireNonNull(Rows.instant(row, "planned_at")),
                            requireNonNull(Rows.instant(row, column)))));
          }
        });
  }

  private static String account(int number) {
    return "dry-run:x:punctual" + number;
  }

  /** How late each was, the least late first. */
  private record Lateness(List<Duration> sorted) {
    Lateness {
      assertThat(sorted).hasSize(POSTS);
      sorted = sorted.stream().sorted().toList();
    }

    @Override
    public String toString() {
      return "p50 %d, p99 %d, max %d".formatted(percentile(50), percentile(99), percentile(100));
    }

    /** In milliseconds, rounded down; the nearest rank that as many are not later than. */
    long percentile(int percent) {
      int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
      return sorted.get(Math.max(rank, 1) - 1).toMillis();
    }
  }
}

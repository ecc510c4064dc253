package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.sql.Database;
import dev.belfry.sql.Rows;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node is asked to stop in the middle of its work. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
final class StopTest {
  private static final String ACCOUNT = "dry-run:x:busy";
  private static final int POSTS = 6_000;

  /** A second's work, so that there is a middle of it to be stopped in. */
  private static final int MANY = 20_000;

  /** Long enough to see that the other node did not wait for its end. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  private static final String WAITING =
      "SELECT count(*) FROM pg_stat_activity"
          + " WHERE datname = current_database() AND wait_event_type = 'Lock'";

  private final Database database;
  private final PutInQueue queue;
  private final Aftermath aftermath;
  private final Belfry belfry;

  StopTest(TestDatabase database, @TempDir Path scratch) {
    this.database = OneConnection.to(database.dataSource());
    this.queue = new PutInQueue(database.dataSource());
    this.aftermath = new Aftermath(database.dataSource());
    this.belfry =
        Belfry.on(database.address(), scratch).set("BELFRY_LEASE", LEASE.toSeconds() + "s");
  }

  @AfterEach
  void killAll() {
    belfry.close();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void a_stopped_node_finishes_what_is_in_flight_and_another_goes_on_at_once(
      String signal, int exit) {
    BelfryProcess a = belfry.node("a");
    BelfryProcess b = belfry.node("b");
    Instant due = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    List<Planned> planned =
        IntStream.range(0, POSTS)
            // Over three seconds: however quick the one is, there is something left for the other.
            .mapToObj(i -> Planned.numbered(i, 1, ACCOUNT, due.plusMillis(i / 2)))
            .toList();
    queue.account(ACCOUNT);
    queue.all(planned);
    await().pollInterval(Duration.ofMillis(5)).until(() -> published() > 0);
    String busy = holder();
    String other = busy.equals("a") ? "b" : "a";
    BelfryProcess stopped = busy.equals("a") ? a : b;

    Instant asked = Instant.now();
    stopped.signal(signal);
    assertThat(stopped.ended().exit()).isEqualTo(exit);
    assertThat(Duration.between(asked, Instant.now())).isLessThan(AT_ONCE);
    assertThat(stopped.err()).isEmpty();
    assertThat(
            aftermath.count(
                "SELECT count(*) FROM attempts WHERE settled_at IS NULL AND node = '%s'"
                    .formatted(busy)))
        .as("left open")
        .isZero();
    assertThat(
            aftermath.count(
                "SELECT count(*) FROM nodes WHERE left_at IS NULL AND name = '%s'".formatted(busy)))
        .as("gone without a word")
        .isZero();

    aftermath.awaitEmptyQueue(AT_ONCE.multipliedBy(2));
    assertThat(aftermath.count("SELECT count(*) FROM attempts WHERE node = '%s'".formatted(other)))
        .as("left to the other, and done by it")
        .isPositive();
    aftermath.everythingIsOutOnceAndInOrder(planned);
  }

  @Test
  void a_run_that_releases_once_finishes_what_is_in_flight_and_says_that_it_leaves() {
    Instant due = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    List<Planned> planned =
        IntStream.range(0, MANY).mapToObj(i -> Planned.numbered(i, 1, ACCOUNT, due)).toList();
    queue.account(ACCOUNT);
    queue.all(planned);
    BelfryProcess run = belfry.start("run", "--once");
    await().pollInterval(Duration.ofMillis(2)).until(() -> published() > 0);

    run.signal("TERM");

    assertThat(run.ended().exit()).isEqualTo(143);
    assertThat(published()).as("stopped in the middle").isLessThan(MANY);
    assertThat(aftermath.count("SELECT count(*) FROM attempts WHERE settled_at IS NULL")).isZero();
    assertThat(aftermath.count("SELECT count(*) FROM nodes WHERE left_at IS NULL")).isZero();
    assertThat(aftermath.count("SELECT count(*) FROM leases WHERE held_until > now()")).isZero();
  }

  /** As one that waits for another to bring the schema up to date. */
  @ParameterizedTest
  @CsvSource({"run, TERM, 143", "run --once, TERM, 143", "run, INT, 130"})
  void a_start_that_waits_for_its_database_can_be_stopped(String command, String signal, int exit) {
    database.transact(
        connection -> {
          try (var lock = connection.prepareStatement("LOCK TABLE flyway_schema_history")) {
            lock.execute();
          }
          BelfryProcess start = belfry.start(command.split(" ", -1));
          await().until(() -> aftermath.count(WAITING) > 0);

          start.signal(signal);

          assertThat(start.ended(AT_ONCE.multipliedBy(3)).exit()).isEqualTo(exit);
        });
  }

  private long published() {
    return aftermath.count("SELECT count(*) FROM deliveries WHERE ended = 'published'");
  }

  private String holder() {
    return database.lend(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  "SELECT n.name AS node FROM leases l JOIN nodes n ON n.id = l.node_id")) {
            return Rows.first(statement, row -> row.getString("node")).orElseThrow();
          }
        });
  }
}

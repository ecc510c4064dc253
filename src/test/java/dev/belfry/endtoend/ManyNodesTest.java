package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes share one database. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
final class ManyNodesTest {
  private static final int DELIVERIES = 600;

  /** More than one node takes at once, all due in the same second. */
  private static final int ACCOUNTS = 150;

  private static final int APART_MILLIS = 1;

  /** Of three parts each. */
  private static final int THREADS = DELIVERIES / 5;

  private final PutInQueue queue;
  private final Aftermath aftermath;
  private final Belfry belfry;

  ManyNodesTest(TestDatabase database, @TempDir Path scratch) {
    this.queue = new PutInQueue(database.dataSource());
    this.aftermath = new Aftermath(database.dataSource());
    this.belfry = Belfry.on(database.address(), scratch);
  }

  @AfterEach
  void killAll() {
    belfry.close();
  }

  @Test
  void three_nodes_release_everything_once_and_in_order() {
    for (int i = 0; i < ACCOUNTS; i++) {
      queue.account(account(i));
    }
    for (String node : List.of("a", "b", "c")) {
      BelfryProcess unused = belfry.node(node);
    }
    assertThat(belfry.run("nodes", "--json"))
        .contains("\"node\":\"a\"", "\"node\":\"b\"", "\"node\":\"c\"")
        .doesNotContain("\"alive\":false");
    List<Planned> planned = plan(Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MILLIS));
    queue.all(planned);

    aftermath.awaitEmptyQueue(Duration.ofSeconds(30));
    noNodeReadTheAttemptsFromEndToEnd();
    aftermath.everythingIsOutOnceAndInOrder(planned);
    assertThat(aftermath.count("SELECT count(DISTINCT node) FROM attempts"))
        .as("nodes that had a share in it")
        .isGreaterThan(1);
  }

  /**
   * A node plans each statement once, while there is nothing yet: what it then reads must not grow
   * with all that was ever sent. Asked before this test itself reads them.
   */
  private void noNodeReadTheAttemptsFromEndToEnd() {
    String figure = "SELECT %s FROM pg_stat_user_tables WHERE relname = 'attempts'";
    aftermath.awaitCount(DELIVERIES + 2 * THREADS, figure.formatted("n_tup_upd"));
    assertThat(aftermath.count(figure.formatted("seq_scan"))).as("reads of all attempts").isZero();
  }

  private static List<Planned> plan(Instant start) {
    List<Planned> planned = new ArrayList<>();
    for (int i = 0; i < DELIVERIES; i++) {
      Instant dueAt = start.plusMillis((long) APART_MILLIS * i);
      planned.add(
          Planned.numbered(
              i, i % (DELIVERIES / THREADS) == 0 ? 3 : 1, account(i % ACCOUNTS), dueAt));
    }
    Collections.shuffle(planned, new Random(7));
    return planned;
  }

  private static String account(int number) {
    return "dry-run:x:shared" + number;
  }
}

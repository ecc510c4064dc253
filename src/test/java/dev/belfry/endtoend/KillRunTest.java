package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.sql.Database;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL takes a node twenty times: at any moment, and every second time when it has written down
 * what it is about to send and not yet what became of it.
 *
 * <p>The seed is printed; {@code -Dbelfry.seed=…} plays the same moments again, as far as the
 * machine does.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
final class KillRunTest {
  private static final int KILLS = 20;
  private static final int DELIVERIES_A_LIFE = 6;
  private static final int ACCOUNTS = 4;
  private static final int LONGEST_LIFE_MILLIS = 1000;

  /**
   * A node reads the queue at least every 30 s whatever it hears. This test is about what is lost
   * or doubled, not about how soon a node begins.
   */
  private static final Duration LONGER_THAN_A_REST = Duration.ofSeconds(40);

  /** So short that what is queued for a life is due in it, also where lives are short. */
  private static final int LONGEST_GAP_MILLIS = 150;

  private final long seed = Long.getLong("belfry.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<Planned> planned = new ArrayList<>();
  private final Database database;
  private final PutInQueue queue;
  private final Aftermath aftermath;
  private final Belfry belfry;

  KillRunTest(TestDatabase database, @TempDir Path scratch) {
    this.database = OneConnection.to(database.dataSource());
    this.queue = new PutInQueue(database.dataSource());
    this.aftermath = new Aftermath(database.dataSource());
    this.belfry = Belfry.on(database.address(), scratch).set("BELFRY_LEASE", "1s");
  }

  @AfterEach
  void killAll() {
    belfry.close();
  }

  @Test
  void a_node_killed_twenty_times_loses_nothing_and_doubles_nothing() {
    System.out.printf("KillRunTest: seed %d%n", seed);
    IntStream.range(0, ACCOUNTS).forEach(number -> queue.account(account(number)));

    for (int kill = 1; kill <= KILLS; kill++) {
      queueMore();
      if (kill % 2 == 0) {
        killBetweenAttemptAndSettlement("n" + kill);
      } else {
        BelfryProcess node = belfry.node("n" + kill);
        node.runsFor(Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS)));
        node.kill();
      }
    }
    BelfryProcess last = belfry.node("last");
    aftermath.awaitEmptyQueue(LONGER_THAN_A_REST);
    last.kill();

    assertThat(aftermath.count("SELECT count(*) FROM history WHERE event = 'resolved'"))
        .as("attempts that were found open")
        .isGreaterThanOrEqualTo(KILLS / 2);
    aftermath.everythingIsOutOnceAndInOrder(planned);
  }

  /** A delivery can't end while its row is locked, so there is one in the node's hands. */
  private void killBetweenAttemptAndSettlement(String name) {
    database.transact(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT FROM deliveries FOR UPDATE");
          }
          BelfryProcess node = belfry.node(name);
          await()
              .atMost(LONGER_THAN_A_REST)
              .pollInterval(Duration.ofMillis(5))
              .untilAsserted(
                  () ->
                      assertThat(
                              aftermath.count(
                                  "SELECT count(*) FROM attempts WHERE settled_at IS NULL"))
                          .as("attempts open; %s says: %s%s", name, node.out(), node.err())
                          .isPositive());
          node.kill();
        });
  }

  /**
   * Every third is a thread, and they are queued in another order than that in which they are due.
   * Some are due when the next node comes up, the others while it lives.
   */
  private void queueMore() {
    Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    if (!planned.isEmpty() && lastDue().isAfter(start)) {
      start = lastDue();
    }
    List<Planned> more = new ArrayList<>();
    for (int i = 0; i < DELIVERIES_A_LIFE; i++) {
      int number = planned.size() + i;
      String account = account(random.nextInt(ACCOUNTS));
      start = start.plusMillis(1 + random.nextInt(LONGEST_GAP_MILLIS));
      more.add(Planned.numbered(number, number % 3 == 0 ? 3 : 1, account, start));
    }
    planned.addAll(more);
    Collections.shuffle(more, random);
    queue.all(more);
  }

  private Instant lastDue() {
    return planned.get(planned.size() - 1).dueAt();
  }

  private static String account(int number) {
    return (number % 2 == 0 ? "dry-run:x:ringer%d" : "dry-run:bluesky:ringer%d.example")
        .formatted(number);
  }
}

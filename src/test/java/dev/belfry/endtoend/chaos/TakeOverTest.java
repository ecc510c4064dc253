package dev.belfry.endtoend.chaos;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.endtoend.Aftermath;
import dev.belfry.endtoend.Belfry;
import dev.belfry.endtoend.BelfryProcess;
import dev.belfry.endtoend.OneConnection;
import dev.belfry.endtoend.Planned;
import dev.belfry.endtoend.PutInQueue;
import dev.belfry.post.Network;
import dev.belfry.sql.Database;
import dev.belfry.sql.Rows;
import dev.belfry.testing.Gate;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import dev.belfry.testing.network.Accepted;
import dev.belfry.testing.network.FakeNetwork;
import dev.belfry.testing.network.FakePublishers.Place;
import dev.belfry.testing.network.Guarantee;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * With default settings: a node is killed while it has a call in flight on each of its accounts,
 * and more is due on them; another goes on.
 */
@Tag("slow")
@Tag("alone")
@ExtendWith(PostgresExtension.class)
final class TakeOverTest {
  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final int ACCOUNTS = 6;
  private static final int EACH = 4;

  /** How long a call has been in flight when its node dies: leases are renewed every 2 s. */
  private static final List<Duration> MOMENTS =
      List.of(Duration.ofMillis(50), Duration.ofMillis(1_400), Duration.ofMillis(2_900));

  private final Gate gate = new Gate();
  private final FakeNetwork network = FakeNetwork.start(Guarantee.NONE);
  private final List<Planned> planned = new ArrayList<>();
  private final Database database;
  private final PutInQueue queue;
  private final Aftermath aftermath;
  private final Belfry belfry;

  TakeOverTest(TestDatabase database, @TempDir Path scratch) {
    this.database = OneConnection.to(database.dataSource());
    this.queue = new PutInQueue(database.dataSource());
    this.aftermath = new Aftermath(database.dataSource());
    this.belfry =
        Belfry.on(database.address(), scratch)
            .publishingTo(new Place(network.url(), Guarantee.NONE), Network.values());
    network.beforeAnswering(gate::pass);
  }

  @AfterEach
  void stopAll() {
    gate.open();
    belfry.close();
    network.close();
  }

  @Test
  void another_node_goes_on_within_10_s_of_a_kill_and_doubles_nothing() {
    accounts().forEach(queue::account);
    BelfryProcess holder = belfry.node("n0");
    for (int round = 1; round <= MOMENTS.size(); round++) {
      gate.close();
      queueMore();
      await("a call is in flight on each account").until(() -> gate.waiting() == ACCOUNTS);
      BelfryProcess successor = belfry.node("n" + round);
      successor.runsFor(MOMENTS.get(round - 1));
      Instant killed = Instant.now();
      holder.kill();
      gate.open();
      Instant leasesEnd = leasesEnd();

      aftermath.awaitEmptyQueue(BOUND.multipliedBy(2));
      List<Duration> waited = waited("n" + round, killed);
      System.out.printf(
          "TakeOverTest: round %d, after the kill the leases lasted %s, attempts began after %s%n",
          round, Duration.between(killed, leasesEnd), waited);
      assertThat(waited).hasSize(ACCOUNTS).allMatch(each -> each.compareTo(BOUND) <= 0);
      holder = successor;
    }

    assertThat(network.record())
        .extracting(Accepted::text)
        .containsExactlyInAnyOrderElementsOf(
            planned.stream().flatMap(post -> post.parts().stream()).toList());
    assertThat(new ReadStories(database).of(planned, Shown.of(network.record())))
        .flatMap(JudgeStory::faultsOf)
        .isEmpty();
  }

  private void queueMore() {
    Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    List<Planned> more = new ArrayList<>();
    for (String account : accounts()) {
      for (int i = 0; i < EACH; i++) {
        int number = planned.size() + more.size();
        more.add(Planned.numbered(number, i == 1 ? 3 : 1, account, start.plusMillis(i)));
      }
    }
    planned.addAll(more);
    queue.all(more);
  }

  private static List<String> accounts() {
    return IntStream.range(0, ACCOUNTS).mapToObj(i -> "x:ringer" + i).toList();
  }

  private Instant leasesEnd() {
    return database.lend(
        connection -> {
          try (var statement =
              connection.prepareStatement("SELECT max(held_until) AS at FROM leases")) {
            return Rows.first(statement, row -> requireNonNull(Rows.instant(row, "at")))
                .orElseThrow();
          }
        });
  }

  /** From the kill to the first attempt that the node opened, account by account. */
  private List<Duration> waited(String node, Instant killed) {
    return database.lend(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  """
                  SELECT min(opened_at) AS at
                  FROM attempts JOIN deliveries ON deliveries.id = delivery_id
                  WHERE node = ? AND opened_at > ?
                  GROUP BY account_id ORDER BY at
                  """)) {
            statement.setString(1, node);
            statement.setObject(2, Rows.timestamp(killed));
            return Rows.list(
                statement,
                row -> Duration.between(killed, requireNonNull(Rows.instant(row, "at"))));
          }
        });
  }
}

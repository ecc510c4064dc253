package dev.belfry.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.belfry.post.Network;
import dev.belfry.queue.DatabaseClock;
import dev.belfry.queue.Lease;
import dev.belfry.queue.Leases;
import dev.belfry.queue.Nodes;
import dev.belfry.queue.Nodes.Node;
import dev.belfry.queue.Reach;
import dev.belfry.queue.TakenLease;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.Rival;
import dev.belfry.testing.SettableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a heartbeat says to the others, and to its own lanes. */
@ExtendWith(PostgresExtension.class)
final class HeartbeatTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final Set<Network> LIVE = Set.of(Network.BLUESKY);

  private final DataSource source;
  private final QueueFixture queue;

  HeartbeatTest(DataSource source) {
    this.source = source;
    this.queue = new QueueFixture(source);
  }

  @Test
  void a_node_that_a_restored_database_does_not_know_makes_itself_known_again() {
    ReleaseSettings north = queue.node("north", ReleaseSettings.DEFAULT_LEASE, Set.of());
    queue.execute("DELETE FROM nodes");
    try (Heartbeat heartbeat = heartbeat(north)) {
      heartbeat.beat();

      assertThat(nodes()).extracting(Node::name, Node::alive).containsExactly(tuple("north", true));
    }
    assertThat(nodes()).isEmpty();
  }

  @Test
  void a_lease_that_somebody_keeps_locked_is_missed_and_no_other() throws Exception {
    ReleaseSettings north = queue.node("north", ReleaseSettings.DEFAULT_LEASE, LIVE);
    Lease locked = take(north, "bluesky:locked.example");
    Lease free = take(north, "bluesky:free.example");
    LeasesInHand inHand = inHand(locked, free);
    try (Heartbeat heartbeat = heartbeat(north, inHand);
        Rival rival = new Rival(source)) {
      locks(rival, locked);
      beatsMeanwhile(heartbeat);

      assertThat(renewed()).containsExactly("bluesky:free.example");
      assertThat(inHand.allow(free)).isTrue();
      assertThat(inHand.allow(locked)).isFalse();

      rival.commits();
      heartbeat.beat();

      assertThat(inHand.allow(locked)).isTrue();
      assertThat(renewed()).hasSize(2);
    }
  }

  @Test
  void a_lease_that_was_taken_while_it_was_locked_is_lost() throws Exception {
    ReleaseSettings north = queue.node("north", ReleaseSettings.DEFAULT_LEASE, LIVE);
    Lease locked = take(north, "bluesky:locked.example");
    LeasesInHand inHand = inHand(locked);
    try (Heartbeat heartbeat = heartbeat(north, inHand);
        Rival rival = new Rival(source)) {
      rival.runs("UPDATE leases SET token = token + 1, node_id = node_id + 1");
      beatsMeanwhile(heartbeat);
      assertThat(inHand.allow(locked)).isFalse();

      rival.commits();
      heartbeat.beat();

      assertThat(inHand.allow(locked)).isFalse();
      assertThat(inHand.toRenew()).isEmpty();
      assertThat(renewed()).isEmpty();
    }
  }

  @Test
  void a_lease_that_is_locked_for_a_moment_is_renewed_by_the_same_beat() throws Exception {
    ReleaseSettings north = queue.node("north", ReleaseSettings.DEFAULT_LEASE, LIVE);
    Lease locked = take(north, "bluesky:locked.example");
    LeasesInHand inHand = inHand(locked);
    try (Rival rival = new Rival(source);
        Heartbeat heartbeat = heartbeat(north, inHand, new CommitsThen(source, rival))) {
      locks(rival, locked);
      beatsMeanwhile(heartbeat);

      assertThat(inHand.allow(locked)).isTrue();
      assertThat(renewed()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {+3, -3})
  void a_machine_clock_that_is_set_in_the_middle_of_a_pass_counts_until_the_next_beat(int hours) {
    ReleaseSettings north = queue.node("north", ReleaseSettings.DEFAULT_LEASE, LIVE);
    SettableClock machine = new SettableClock(NOON);
    DatabaseClock clock = new DatabaseClock(queue.database(), machine);
    Instant right = clock.instant();
    try (Heartbeat heartbeat =
        heartbeat(north, new LeasesInHand(), Connections.of(source), clock)) {
      machine.tick(Duration.ofHours(hours));
      heartbeat.beat();
    }

    assertThat(clock.instant()).isBetween(right, right.plus(Duration.ofHours(1)));
  }

  /** Whoever is in the way is done once they were met. */
  private record CommitsThen(Connections real, Rival rival) implements Connections {
    CommitsThen(DataSource source, Rival rival) {
      this(Connections.of(source), rival);
    }

    @Override
    public Connection borrow() throws SQLException {
      return real.borrow();
    }

    @Override
    public void giveBack(Connection connection) throws SQLException {
      real.giveBack(connection);
      rival.commits();
    }
  }

  /** For an hour: who renews it shortens it. */
  private Lease take(ReleaseSettings node, String name) {
    queue.schedule(queue.post("hello " + name), queue.account(name), NOON);
    List<TakenLease> taken =
        queue
            .database()
            .lend(
                connection ->
                    Leases.take(
                        connection, node.node(), Reach.live(LIVE), NOON, Duration.ofHours(1), 1));
    return taken.get(0).lease();
  }

  private static LeasesInHand inHand(Lease... leases) {
    LeasesInHand inHand = new LeasesInHand();
    inHand.add(/* live= */ true, List.of(leases));
    return inHand;
  }

  private static void locks(Rival rival, Lease lease) throws SQLException {
    rival.runs("SELECT 1 FROM leases WHERE account_id = %d FOR UPDATE".formatted(lease.account()));
  }

  private static void beatsMeanwhile(Heartbeat heartbeat) {
    assertThat(CompletableFuture.runAsync(heartbeat::beat)).succeedsWithin(Duration.ofSeconds(20));
  }

  private List<String> renewed() {
    return queue.texts(
        """
        SELECT a.name FROM leases l JOIN accounts a ON a.id = l.account_id
        WHERE l.held_until < clock_timestamp() + interval '1 min' ORDER BY a.name
        """);
  }

  private Heartbeat heartbeat(ReleaseSettings node) {
    return heartbeat(node, new LeasesInHand());
  }

  private Heartbeat heartbeat(ReleaseSettings node, LeasesInHand inHand) {
    return heartbeat(node, inHand, Connections.of(source));
  }

  private Heartbeat heartbeat(ReleaseSettings node, LeasesInHand inHand, Connections connections) {
    return heartbeat(
        node, inHand, connections, new DatabaseClock(queue.database(), InstantSource.system()));
  }

  private static Heartbeat heartbeat(
      ReleaseSettings node, LeasesInHand inHand, Connections connections, DatabaseClock clock) {
    return new Heartbeat(
        new Database(connections), node, QueueFixture.introduction(node), inHand, clock);
  }

  private List<Node> nodes() {
    return queue.database().lend(Nodes::all);
  }
}

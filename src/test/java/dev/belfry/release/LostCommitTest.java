package dev.belfry.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.account.Account;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.PostId;
import dev.belfry.publish.Backoff;
import dev.belfry.publish.Look;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.sql.DatabaseUnreachable;
import dev.belfry.testing.LostCommits;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.ScriptedPublishers;
import dev.belfry.testing.SettableClock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A commit whose answer got lost, at each place where a release commits. */
@ExtendWith(PostgresExtension.class)
final class LostCommitTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  private final ScriptedPublishers network = new ScriptedPublishers();
  private final QueueFixture queue;
  private final LostCommits connections;

  LostCommitTest(DataSource source) {
    this.queue = new QueueFixture(source);
    this.connections = new LostCommits(Connections.of(source));
    // What was in truth never sent must not be looked for: nobody could tell.
    network.whenLookedAt(new Look.Unknown("a look was made for what this node knows"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dry-run:x:one", "x:one"})
  void wherever_it_gets_lost_everything_goes_out_once_and_nothing_is_in_doubt(String name) {
    Account account = queue.account(name);
    ReleaseDue node = node();
    for (boolean committed : new boolean[] {true, false}) {
      int lost = 0;
      do {
        PostId thread = queue.post("one", "two", "three");
        PostId single = queue.post("single");
        queue.schedule(thread, account, NOON.minusMillis(1));
        queue.schedule(single, account, NOON);
        network.accepted().clear();

        connections.breakAt(lost, committed);
        pass(node);
        pass(node);

        assertThat(network.accepted())
            .as("commit %d lost, committed: %s", lost, committed)
            .hasSize(4)
            .doesNotHaveDuplicates()
            .satisfies(
                bodies ->
                    assertThat(bodies.stream().filter(b -> !b.equals("single")).toList())
                        .isEqualTo(threadOf(thread)));
        assertThat(state(thread)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(state(single)).isEqualTo(DeliveryState.PUBLISHED);
      } while (connections.commits() > ++lost);
      assertThat(lost).as("commits of a release").isGreaterThan(3);
    }
  }

  /** A failover takes longer than a lease lasts, and the node alone knows that nothing was sent. */
  @ParameterizedTest
  @ValueSource(strings = {"dry-run:x:one", "x:one"})
  void what_was_opened_before_the_database_went_away_for_longer_than_a_lease_goes_out(String name) {
    PostId post = queue.post("hello");
    queue.schedule(post, queue.account(name), NOON);
    ReleaseDue node = node();
    connections.breakAt(0, /* committed= */ true);
    assertThatThrownBy(() -> node.pass(() -> false, next -> {}))
        .isInstanceOf(DatabaseUnreachable.class);
    assertThat(queue.told("attempted")).hasSize(1);

    queue.execute("UPDATE leases SET held_until = clock_timestamp() - interval '1 min'");
    node.pass(() -> false, next -> {});

    assertThat(network.accepted()).containsExactly("hello");
    assertThat(state(post)).isEqualTo(DeliveryState.PUBLISHED);
    assertThat(queue.told("unconfirmed")).isEmpty();
  }

  @Test
  void what_another_node_has_taken_since_is_left_to_it() {
    PostId post = queue.post("hello");
    queue.schedule(post, queue.account("x:one"), NOON);
    ReleaseDue node = node();
    connections.breakAt(0, /* committed= */ true);
    assertThatThrownBy(() -> node.pass(() -> false, next -> {}))
        .isInstanceOf(DatabaseUnreachable.class);
    queue.execute("UPDATE leases SET held_until = clock_timestamp() - interval '1 min'");

    node().pass(() -> false, next -> {});
    node.pass(() -> false, next -> {});

    assertThat(network.accepted()).isEmpty();
    assertThat(state(post)).isEqualTo(DeliveryState.UNCONFIRMED);
  }

  private List<String> threadOf(PostId post) {
    long delivery = queue.read(post).deliveries().get(0).id();
    return List.of("one", "two<" + delivery + ".1", "three<" + delivery + ".2");
  }

  private DeliveryState state(PostId post) {
    return queue.read(post).deliveries().get(0).state();
  }

  private static void pass(ReleaseDue node) {
    try {
      node.pass(() -> false, next -> {});
    } catch (DatabaseUnreachable e) {
      assertThat(e).hasMessageContaining("broke at its commit");
      node.pass(() -> false, next -> {});
    }
  }

  private ReleaseDue node() {
    return new ReleaseDue(
        new ReleaseTools(
            new Database(connections),
            network,
            new SettleOutcome(Backoff.DEFAULT, Backoff.LOOKS, new Random(7)),
            new SettableClock(NOON),
            (attempt, settlement) -> {}),
        queue.node("n1", ReleaseSettings.DEFAULT_LEASE, network.live()),
        new LeasesInHand(),
        new Lanes(Runnable::run, /* live= */ 1, /* batches= */ 1));
  }
}

package dev.belfry.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.belfry.queue.Nodes;
import dev.belfry.queue.Nodes.Node;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a heartbeat says to the others. */
@ExtendWith(PostgresExtension.class)
final class HeartbeatTest {
  private final QueueFixture queue;

  HeartbeatTest(DataSource source) {
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

  private Heartbeat heartbeat(ReleaseSettings node) {
    return new Heartbeat(
        queue.database(), node, QueueFixture.introduction(node), new LeasesInHand());
  }

  private List<Node> nodes() {
    return queue.database().lend(Nodes::all);
  }
}

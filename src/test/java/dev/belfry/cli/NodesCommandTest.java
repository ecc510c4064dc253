package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.release.ReleaseSettings;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code nodes}: who is alive, since when, and what each holds. */
@ExtendWith(PostgresExtension.class)
final class NodesCommandTest {
  private final TestWorkplace belfry;
  private final QueueFixture queue;

  NodesCommandTest(DataSource source) {
    belfry = TestWorkplace.onTime(source);
    queue = new QueueFixture(source);
  }

  @Test
  void where_no_node_runs_it_says_how_to_start_one() {
    assertThat(belfry.run("nodes").out()).isEqualTo("No node is running; belfry run starts one.\n");
    assertThat(belfry.run("nodes", "--json").out()).isEqualTo("[]\n");
  }

  @Test
  void a_node_that_says_nothing_for_the_length_of_its_leases_is_silent() {
    queue.node("north", ReleaseSettings.DEFAULT_LEASE, Set.of());
    queue.node("south", ReleaseSettings.DEFAULT_LEASE, Set.of());
    queue.execute("UPDATE nodes SET seen_at = seen_at - interval '1 min' WHERE name = 'south'");

    assertThat(belfry.run("nodes").out().lines())
        .anyMatch(line -> line.startsWith("NODE   HOST  PID  VERSION  SINCE"))
        .anyMatch(line -> line.startsWith("north  here    1  dev ") && line.contains("alive"))
        .anyMatch(line -> line.startsWith("south ") && line.contains("silent"));
  }

  @Test
  void what_a_node_holds_is_named() {
    ReleaseSettings north = queue.node("north", ReleaseSettings.DEFAULT_LEASE, Set.of());
    queue.account("dry-run:x:lab");
    queue.execute(
        "UPDATE leases SET held_until = clock_timestamp() + interval '8 s', node_id = "
            + north.node());

    JsonNode node = JsonMapper.shared().readTree(belfry.run("nodes", "--json").out()).get(0);

    assertThat(node.propertyNames())
        .containsExactly("node", "host", "pid", "version", "since", "lastSeen", "alive", "holds");
    assertThat(node.get("alive").asBoolean()).isTrue();
    assertThat(node.get("holds").get(0).asString()).isEqualTo("dry-run:x:lab");
  }

  @Test
  void a_node_that_was_stopped_is_not_listed() {
    assertThat(belfry.run("run", "--once").exit()).isZero();

    assertThat(belfry.run("nodes", "--json").out()).isEqualTo("[]\n");
  }
}

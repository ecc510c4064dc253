package dev.belfry.model;

import dev.belfry.model.Node.Stage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Everything there is at one moment.
 *
 * @param troubles how many failures may still happen
 */
record State(Database database, Node a, Node b, Network network, int troubles) {
  static final int NODES = 2;

  /**
   * A node with nothing in hand, whose lease is over, can do no more than an idle one: whether it
   * has noticed already makes no difference, and would be half as many states again.
   */
  State {
    a = orIdle(a, database);
    b = orIdle(b, database);
  }

  private static Node orIdle(Node node, Database database) {
    return node.is(Stage.READY) && !database.isHeldBy(node.token()) ? Node.IDLE : node;
  }

  static State queued(int troubles) {
    return new State(Database.QUEUED, Node.IDLE, Node.IDLE, Network.EMPTY, troubles);
  }

  Node node(int which) {
    return which == 0 ? a : b;
  }

  /** Whether a node that is alive believes to hold the newest lease. */
  boolean isLeaseInUse() {
    return believesInNewest(a) || believesInNewest(b);
  }

  private boolean believesInNewest(Node node) {
    return !node.is(Stage.IDLE) && node.token() == database.token();
  }

  State with(Database now) {
    return new State(now, a, b, network, troubles);
  }

  State with(int which, Node now) {
    return which == 0
        ? new State(database, now, b, network, troubles)
        : new State(database, a, now, network, troubles);
  }

  State with(Network now) {
    return new State(database, a, b, now, troubles);
  }

  State afterTrouble() {
    return new State(database, a, b, network, troubles - 1);
  }

  @Override
  public String toString() {
    String attempts =
        IntStream.rangeClosed(1, database.attempts().size())
            .mapToObj(
                number ->
                    "attempt %d at part %d %s"
                        .formatted(
                            number,
                            database.attempt(number).part(),
                            database.attempt(number).status()))
            .collect(Collectors.joining(", "));
    return "delivery %s; %s; lease %d %s; node A %s, node B %s; on its way %s"
        .formatted(
            database.delivery(),
            attempts.isEmpty() ? "no attempt" : attempts,
            database.token(),
            database.held() ? "running" : "over",
            a.stage(),
            b.stage(),
            network.inFlight());
  }
}

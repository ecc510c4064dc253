package dev.belfry.cli;

import dev.belfry.queue.Nodes;
import dev.belfry.queue.Nodes.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code doctor} looks at in the nodes. */
final class CheckNodes {
  private final Workplace workplace;

  CheckNodes(Workplace workplace) {
    this.workplace = workplace;
  }

  /**
   * Whether anybody releases posts.
   *
   * @param overdue how many deliveries a node should have sent by now
   */
  Check check(int overdue) {
    List<Node> nodes = workplace.database().lend(Nodes::all);
    List<Node> alive = nodes.stream().filter(Node::alive).toList();
    List<String> says = new ArrayList<>();
    says.add(
        alive.isEmpty()
            ? "no node is alive; belfry run starts one"
            : alive.size() + " alive: " + names(alive));
    nodes.stream().filter(node -> !node.alive()).forEach(node -> says.add(silent(node)));
    String all = String.join(". ", says);
    if (overdue > 0 && alive.isEmpty()) {
      return Check.bad("nodes", "posts are overdue and " + all);
    }
    return alive.size() == nodes.size() ? Check.ok("nodes", all) : Check.warn("nodes", all);
  }

  private static String names(List<Node> nodes) {
    return nodes.stream().map(Node::name).collect(Collectors.joining(", "));
  }

  private String silent(Node node) {
    return "%s on %s is silent since %s, without having been stopped; others do its work"
        .formatted(node.name(), node.host(), Times.local(node.seenAt(), workplace.zone()));
  }
}

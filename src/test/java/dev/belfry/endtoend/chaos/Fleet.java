package dev.belfry.endtoend.chaos;

import static java.util.Objects.requireNonNull;

import dev.belfry.endtoend.Belfry;
import dev.belfry.endtoend.BelfryProcess;
import dev.belfry.endtoend.Signals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * So many nodes, each a process, each started again where it ended: as a service manager does. A
 * node's name is one life's only.
 */
final class Fleet {
  private final Belfry belfry;
  private final int size;
  private final Random random;
  private final Map<String, BelfryProcess> nodes = new HashMap<>();
  private String frozen = "";
  private int lives;
  private int kills;

  Fleet(Belfry belfry, int size, Random random) {
    this.belfry = belfry;
    this.size = size;
    this.random = random;
  }

  /** Starts what is missing; does not wait until it runs. */
  void complete() {
    nodes.values().removeIf(node -> !node.isRunning());
    while (nodes.size() < size) {
      String name = "n" + ++lives;
      nodes.put(name, belfry.start("run", "--node", name));
    }
  }

  /**
   * SIGKILLs one of those that are at work, unless it is the last: where starting takes long,
   * nobody would ever get to the work that is to be interrupted.
   *
   * @return whether it did
   */
  boolean killOne() {
    List<String> up = atWork();
    if (up.size() < 2) {
      return false;
    }
    node(up.get(random.nextInt(up.size()))).kill();
    kills++;
    return true;
  }

  /** Stops a node in the middle of what it does; nothing, where it is not at work. */
  void freeze(String name) {
    if (atWork().contains(name)) {
      Signals.send("STOP", node(name).pid());
      frozen = name;
    }
  }

  /** Lets the frozen node go on, as if no time had passed. */
  void thaw() {
    frozen().ifPresent(node -> Signals.send("CONT", node(node).pid()));
    frozen = "";
  }

  Optional<String> frozen() {
    return frozen.isEmpty() ? Optional.empty() : Optional.of(frozen);
  }

  /** Those that run and are not frozen. */
  List<String> atWork() {
    List<String> up = new ArrayList<>();
    nodes.forEach(
        (name, node) -> {
          if (!name.equals(frozen) && node.isRunning() && node.says("Node " + name)) {
            up.add(name);
          }
        });
    return up;
  }

  private BelfryProcess node(String name) {
    return requireNonNull(nodes.get(name));
  }

  int kills() {
    return kills;
  }

  /** How many nodes there have been. */
  int lives() {
    return lives;
  }
}

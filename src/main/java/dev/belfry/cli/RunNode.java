package dev.belfry.cli;

import dev.belfry.jobs.Node;
import dev.belfry.publish.Backoff;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.release.Pass;
import dev.belfry.release.RecordDryRun;
import dev.belfry.release.ReleaseDue;
import dev.belfry.release.ReleaseSettings;
import dev.belfry.release.ReleaseWatcher;
import java.util.SplittableRandom;

/** Puts a node together from a workplace and its equipment. */
final class RunNode {
  private final Workplace workplace;
  private final NodeEquipment equipment;
  private final String name;
  private final ReleaseWatcher watcher;

  RunNode(Workplace workplace, NodeEquipment equipment, String name, ReleaseWatcher watcher) {
    this.workplace = workplace;
    this.equipment = equipment;
    this.name = name;
    this.watcher = watcher;
  }

  /** The pass that releases. */
  Pass live() {
    return new ReleaseDue(
        equipment.database(),
        workplace.publishers(),
        settle(),
        ReleaseSettings.of(name, workplace.publishers().live(), equipment.lease()),
        equipment.databaseClock(),
        watcher);
  }

  /** The pass that only records what would be sent. */
  Pass dryRun() {
    return new RecordDryRun(
        equipment.database(),
        workplace.publishers(),
        settle(),
        name,
        equipment.databaseClock(),
        watcher);
  }

  /** A node that makes the pass whenever something is due; not started yet. */
  Node node(Pass pass) {
    return new Node(
        name, pass, equipment.listening(), equipment.databaseClock(), equipment.machineClock());
  }

  private static SettleOutcome settle() {
    return new SettleOutcome(Backoff.DEFAULT, new SplittableRandom());
  }
}

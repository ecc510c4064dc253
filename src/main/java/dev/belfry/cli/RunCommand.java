package dev.belfry.cli;

import dev.belfry.jobs.ClusterJobs;
import dev.belfry.jobs.Node;
import dev.belfry.release.Pass;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry run}: a node. With {@code --once} it releases what is due and stops. */
final class RunCommand implements Command {
  private final Workplace workplace;

  RunCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(Takes.flag("--once", "Release what is due, then stop."))
        .addOption(
            Takes.flag("--dry-run", "Send nothing, touch nothing: record what would be sent."))
        .addOption(Takes.one("--node", "NAME", "The node's name; default: the machine's."));
    Takes.examples(spec, "belfry run", "belfry run --once --dry-run");
  }

  @Override
  public ExitCode run(ParseResult given) throws InterruptedException {
    String node = given.matchedOptionValue("--node", workplace.host());
    try (NodeEquipment equipment = workplace.equipNode(node)) {
      TellReleases tell = new TellReleases(workplace);
      RunNode run = new RunNode(workplace, equipment, node, tell);
      boolean dryRun = given.hasMatchedOption("--dry-run");
      if (!dryRun) {
        TellMoved.tell(workplace, run.followZoneRules());
      }
      if (given.hasMatchedOption("--once")) {
        PassesOnce once =
            new PassesOnce(equipment.machineClock(), equipment.lease(), tell::attempts);
        if (dryRun) {
          run.dryRun(once::makeAll);
        } else {
          run.live(pass -> once(once, pass, run));
        }
      } else if (dryRun) {
        run.dryRun(pass -> untilStopped(run.node(pass), run.name()));
      } else {
        run.live(pass -> live(pass, run, equipment));
      }
    }
    return ExitCode.FINE;
  }

  private static void once(PassesOnce once, Pass pass, RunNode run) throws InterruptedException {
    run.queueRepeats();
    run.showEvergreens();
    once.makeAll(pass);
    run.renewLogIns();
    run.seal();
  }

  private void live(Pass pass, RunNode run, NodeEquipment equipment) throws InterruptedException {
    equipment.vault().warmUp();
    pass.warmUp();
    try (ClusterJobs jobs = run.clusterJobs()) {
      jobs.start();
      untilStopped(run.node(pass), run.name());
    }
  }

  /** SIGTERM and Ctrl-C finish what is in flight, then stop. */
  private void untilStopped(Node node, String name) throws InterruptedException {
    try (StopSignal stop = new StopSignal();
        node) {
      node.start();
      workplace.console().out().printf("Node %s is running; Ctrl-C stops it.%n", name);
      workplace.console().flush();
      stop.await();
    }
  }
}

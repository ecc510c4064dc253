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
    if (given.hasMatchedOption("--once")) {
      begin(given, this::once);
    } else {
      try (StopSignal stop = new StopSignal()) {
        begin(given, begun -> untilStopped(begun, stop));
      }
    }
    return ExitCode.FINE;
  }

  private record Begun(RunNode run, NodeEquipment equipment, TellReleases tell, boolean isDryRun) {}

  private interface Work {
    void on(Begun begun) throws InterruptedException;
  }

  private void begin(ParseResult given, Work work) throws InterruptedException {
    String node = given.matchedOptionValue("--node", workplace.host());
    try (NodeEquipment equipment = workplace.equipNode(node)) {
      TellReleases tell = new TellReleases(workplace);
      RunNode run = new RunNode(workplace, equipment, node, tell);
      boolean isDryRun = given.hasMatchedOption("--dry-run");
      if (!isDryRun) {
        TellMoved.tell(workplace, run.followZoneRules());
      }
      work.on(new Begun(run, equipment, tell, isDryRun));
    }
  }

  private void once(Begun begun) throws InterruptedException {
    NodeEquipment equipment = begun.equipment();
    PassesOnce once =
        new PassesOnce(equipment.machineClock(), equipment.lease(), begun.tell()::attempts);
    if (begun.isDryRun()) {
      begun.run().dryRun(once::makeAll);
    } else {
      begun.run().live(pass -> once(once, pass, begun.run()));
    }
  }

  private void untilStopped(Begun begun, StopSignal stop) throws InterruptedException {
    RunNode run = begun.run();
    if (begun.isDryRun()) {
      run.dryRun(pass -> untilStopped(run.node(pass), run.name(), stop));
    } else {
      run.live(pass -> live(pass, run, begun.equipment(), stop));
    }
  }

  private static void once(PassesOnce once, Pass pass, RunNode run) throws InterruptedException {
    run.queueRepeats();
    run.showEvergreens();
    once.makeAll(pass);
    run.renewLogIns();
    run.seal();
  }

  private void live(Pass pass, RunNode run, NodeEquipment equipment, StopSignal stop)
      throws InterruptedException {
    equipment.vault().warmUp();
    pass.warmUp();
    try (ClusterJobs jobs = run.clusterJobs()) {
      jobs.start();
      untilStopped(run.node(pass), run.name(), stop);
    }
  }

  /** SIGTERM and Ctrl-C finish what is in flight, then stop. */
  private void untilStopped(Node node, String name, StopSignal stop) throws InterruptedException {
    try (node) {
      node.start();
      workplace.console().out().printf("Node %s is running; Ctrl-C stops it.%n", name);
      workplace.console().flush();
      stop.await();
    }
  }
}

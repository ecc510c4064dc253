package dev.belfry.cli;

import dev.belfry.jobs.ClusterJobs;
import dev.belfry.jobs.Node;
import dev.belfry.queue.Steps;
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
        .addOption(Takes.one(NodeName.OPTION, "NAME", "The node's name; default: the machine's."));
    Takes.examples(spec, "belfry run", "belfry run --once --dry-run");
  }

  @Override
  public ExitCode run(ParseResult given) throws InterruptedException {
    boolean isDryRun = given.hasMatchedOption("--dry-run");
    String name = NodeName.of(given, workplace.host());
    TellReleases tell = new TellReleases(workplace);
    if (given.hasMatchedOption("--once")) {
      once(name, tell, isDryRun);
    } else {
      untilStopped(name, tell, isDryRun);
    }
    return tell.isAnyUnmade() ? ExitCode.FAILED : ExitCode.FINE;
  }

  /** Stopped, it gives back what it has taken, as a node does. */
  private void once(String name, TellReleases tell, boolean isDryRun) throws InterruptedException {
    try (StopSignal stop = new StopSignal();
        NodeEquipment equipment = workplace.equipNode(name)) {
      RunNode run = node(name, equipment, tell, isDryRun);
      PassesOnce once = new PassesOnce(equipment.machineClock(), equipment.lease(), tell::attempts);
      if (isDryRun) {
        run.dryRun(
            pass -> {
              if (stop.letBegin()) {
                once.makeAll(pass, stop::isAsked);
              }
            });
      } else {
        run.live(pass -> once(once, pass, run, stop));
      }
    }
  }

  /** The signal is let go last: the JVM's end waits until the node has said that it leaves. */
  private void untilStopped(String name, TellReleases tell, boolean isDryRun)
      throws InterruptedException {
    try (StopSignal stop = new StopSignal();
        NodeEquipment equipment = workplace.equipNode(name)) {
      RunNode run = node(name, equipment, tell, isDryRun);
      if (isDryRun) {
        run.dryRun(
            pass -> {
              if (stop.letBegin()) {
                untilStopped(run, pass, stop);
              }
            });
      } else {
        run.live(pass -> live(pass, run, equipment, stop));
      }
    }
  }

  private RunNode node(String name, NodeEquipment equipment, TellReleases tell, boolean isDryRun) {
    RunNode run = new RunNode(workplace, equipment, name, tell);
    if (!isDryRun) {
      TellMoved.tell(workplace, run.followZoneRules());
    }
    return run;
  }

  /** What fails beside the release is told when everything else is done. */
  private static void once(PassesOnce once, Pass pass, RunNode run, StopSignal stop)
      throws InterruptedException {
    if (!stop.letBegin()) {
      return;
    }
    Steps beside = new Steps();
    beside.take(run::queueRepeats);
    beside.take(run::showEvergreens);
    once.makeAll(pass, stop::isAsked);
    beside.take(() -> run.renewLogIns(stop::isAsked));
    if (!stop.isAsked()) {
      beside.take(run::forgetPrepared);
      beside.take(run::seal);
    }
    beside.end();
  }

  private void live(Pass pass, RunNode run, NodeEquipment equipment, StopSignal stop)
      throws InterruptedException {
    equipment.vault().warmUp();
    pass.warmUp();
    if (!stop.letBegin()) {
      return;
    }
    try (ClusterJobs jobs = run.clusterJobs()) {
      jobs.start();
      untilStopped(run, pass, stop);
    }
  }

  /** SIGTERM and Ctrl-C finish what is in flight, then stop. */
  private void untilStopped(RunNode run, Pass pass, StopSignal stop) throws InterruptedException {
    try (Node node = run.node(pass)) {
      node.start();
      workplace.console().out().printf("Node %s is running; Ctrl-C stops it.%n", run.name());
      workplace.console().flush();
      stop.await();
    }
  }
}

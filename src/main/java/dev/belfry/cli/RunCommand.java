package dev.belfry.cli;

import dev.belfry.jobs.ClusterJobs;
import dev.belfry.jobs.Node;
import dev.belfry.release.Pass;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
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
      RunNode run = new RunNode(workplace, equipment, node, new TellReleases(workplace));
      boolean once = given.hasMatchedOption("--once");
      if (given.hasMatchedOption("--dry-run")) {
        run.dryRun(pass -> run(once, pass, run, equipment));
      } else {
        TellMoved.tell(workplace, run.followZoneRules());
        run.live(pass -> live(once, pass, run, equipment));
      }
    }
    return ExitCode.FINE;
  }

  private void live(boolean once, Pass pass, RunNode run, NodeEquipment equipment)
      throws InterruptedException {
    if (once) {
      run.queueRepeats();
      run.showEvergreens();
      run(once, pass, run, equipment);
      run.renewLogIns();
      run.seal();
      return;
    }
    equipment.vault().warmUp();
    try (ClusterJobs jobs = run.clusterJobs()) {
      jobs.start();
      run(once, pass, run, equipment);
    }
  }

  private void run(boolean once, Pass pass, RunNode run, NodeEquipment equipment)
      throws InterruptedException {
    if (once) {
      once(pass, equipment);
    } else {
      untilStopped(run.node(pass), run.name());
    }
  }

  /**
   * Makes passes until nothing is due. What another node holds is waited for no longer than its
   * lease: by then it is released, or this one takes it over.
   */
  private static void once(Pass pass, NodeEquipment equipment) throws InterruptedException {
    Instant patience = equipment.machineClock().instant().plus(equipment.lease()).plusSeconds(1);
    passOnce(pass);
    while (pass.isDue() && equipment.machineClock().instant().isBefore(patience)) {
      TimeUnit.MILLISECONDS.sleep(100);
      passOnce(pass);
    }
  }

  private static void passOnce(Pass pass) {
    pass.pass(() -> false, next -> {});
    pass.finish();
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

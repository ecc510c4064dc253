package dev.belfry.cli;

import dev.belfry.cli.ApplySchedules.Applied;
import dev.belfry.cli.ScheduleFiles.Found;
import dev.belfry.schedule.ScheduleChange;
import dev.belfry.sql.SqlWork;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code belfry schedules apply [FILE|DIR]…}: takes schedule files in, all of them or none, and
 * lets what waits in slots flow into the new ones.
 */
final class SchedulesApplyCommand implements Command {
  private final Workplace workplace;

  SchedulesApplyCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(TakesSchedules.files());
    spec.addOption(Takes.flag("--dry-run", "Show what would change, and change nothing."));
    Takes.examples(
        spec,
        "belfry schedules apply --dry-run",
        "belfry schedules apply schedules/office-hours.yaml");
  }

  @Override
  public ExitCode run(ParseResult given) {
    List<Found> files = ScheduleFiles.read(TakesSchedules.of(given));
    boolean dryRun = given.hasMatchedOption("--dry-run");
    SqlWork<Applied> work = connection -> new ApplySchedules(workplace).apply(connection, files);
    Applied applied =
        dryRun ? workplace.database().rehearse(work) : workplace.database().inTransaction(work);
    PrintWriter out = workplace.console().out();
    applied.changes().forEach((name, changes) -> tell(out, name, changes));
    applied.isNew().forEach((name, rules) -> tellNew(out, name, rules));
    TellMoved.tell(workplace, applied.moved());
    if (dryRun) {
      out.println("Nothing is changed: this was a dry run.");
    }
    return ExitCode.FINE;
  }

  private static void tellNew(PrintWriter out, String name, List<ScheduleChange> rules) {
    out.printf("%s is new:%n", name);
    rules.forEach(rule -> out.printf("  %-9s %s%n", rule.field(), rule.after()));
  }

  private static void tell(PrintWriter out, String name, List<ScheduleChange> changes) {
    out.println(name + (changes.isEmpty() ? " is as it was." : " changes:"));
    for (ScheduleChange change : changes) {
      out.printf(
          "  %-9s %s → %s%n",
          change.field(),
          change.before() == null ? "none" : change.before(),
          change.after() == null ? "none" : change.after());
    }
  }
}

package dev.belfry.cli;

import dev.belfry.cli.terminal.Column;
import dev.belfry.cli.terminal.Table;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.AccountName;
import dev.belfry.queue.Schedules;
import dev.belfry.queue.StoredSchedule;
import dev.belfry.schedule.Schedule;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry schedules list}: the schedules that were applied. */
final class SchedulesListCommand implements Command {
  /** A schedule as {@code --json} writes it. */
  record View(String name, List<String> accounts, String zone, String slots) {
    static View of(StoredSchedule stored) {
      Schedule schedule = stored.schedule();
      return new View(
          schedule.name(),
          schedule.accounts().stream().map(AccountName::toString).toList(),
          schedule.zone().getId(),
          schedule.times().words());
    }
  }

  private final Workplace workplace;

  SchedulesListCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(Takes.flag("--json", "Write [{name, accounts, zone, slots}] as JSON."));
    Takes.examples(spec, "belfry schedules list");
  }

  @Override
  public ExitCode run(ParseResult given) {
    List<View> schedules =
        workplace.database().lend(c -> new Schedules(QuartzCron::read).all(c)).stream()
            .map(View::of)
            .toList();
    if (given.hasMatchedOption("--json")) {
      new Json(workplace.console()).writeArray(schedules.stream());
    } else if (schedules.isEmpty()) {
      workplace
          .console()
          .out()
          .println("There are no schedules yet; belfry schedules apply FILE takes one in.");
    } else {
      print(schedules);
    }
    return ExitCode.FINE;
  }

  private void print(List<View> schedules) {
    Table table =
        new Table(
            Column.text("SCHEDULE"),
            Column.text("ACCOUNTS"),
            Column.text("ZONE"),
            Column.text("SLOTS"));
    for (View each : schedules) {
      table.row(each.name(), String.join(", ", each.accounts()), each.zone(), each.slots());
    }
    table.print(workplace.console());
  }
}

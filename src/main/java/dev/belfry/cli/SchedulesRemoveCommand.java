package dev.belfry.cli;

import dev.belfry.account.Accounts;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.queue.Bookings;
import dev.belfry.queue.Schedules;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry schedules remove NAME}: takes a schedule out in which nothing waits. */
final class SchedulesRemoveCommand implements Command {
  private final Workplace workplace;

  SchedulesRemoveCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Takes.parameter(0, "1", "NAME", "Which schedule."));
    Takes.examples(spec, "belfry schedules remove office-hours");
  }

  @Override
  public ExitCode run(ParseResult given) {
    String name = given.matchedPositionalValue(0, "");
    Schedules schedules = new Schedules(QuartzCron::read);
    workplace
        .database()
        .transact(
            connection -> {
              Bookings.lock(connection, Accounts.all(connection));
              Schedules.remove(connection, schedules.get(connection, name));
            });
    workplace.console().out().printf("The schedule %s is removed.%n", name);
    return ExitCode.FINE;
  }
}

package dev.belfry.cli;

import dev.belfry.post.InvalidInput;
import dev.belfry.schedule.Schedule;
import dev.belfry.schedule.ScheduleChange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry schedules show NAME|FILE}: its rules, and a week of it as a grid. */
final class SchedulesShowCommand implements Command {
  private final Workplace workplace;

  SchedulesShowCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Takes.parameter(0, "1", "NAME|FILE", "A schedule, or a file of one."));
    spec.addOption(Takes.one("--week", "DATE", "A day of the week to draw; default: today."))
        .addOption(TakesAccount.option("Count what is planned for it: caps, spacing, its posts."));
    Takes.examples(
        spec,
        "belfry schedules show office-hours",
        "belfry schedules show office-hours --week 2026-12-24");
  }

  @Override
  public ExitCode run(ParseResult given) {
    Instant now = workplace.clock().instant();
    SlotStates states = TakesSchedules.slots(given, workplace, now);
    Schedule schedule = states.schedules().get(0);
    LocalDate day = day(given, now.atZone(schedule.zone()).toLocalDate());
    for (ScheduleChange rule : ScheduleChange.between(null, schedule)) {
      workplace.console().out().printf("%-9s %s%n", rule.field(), rule.after());
    }
    workplace.console().out().println();
    new WeekGrid(workplace.console(), states, now).draw(schedule, day);
    return ExitCode.FINE;
  }

  private static LocalDate day(ParseResult given, LocalDate today) {
    @Nullable String written = given.matchedOptionValue("--week", null);
    if (written == null) {
      return today;
    }
    try {
      return LocalDate.parse(written.strip());
    } catch (DateTimeException e) {
      throw new InvalidInput("--week", "\"%s\" is not a date; write 2026-12-24".formatted(written));
    }
  }
}

package dev.belfry.cli;

import dev.belfry.cli.ScheduleFiles.Found;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import dev.belfry.schedule.Moment;
import dev.belfry.schedule.Slot;
import dev.belfry.schedule.SlotsOf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry schedules check [FILE|DIR]…}: what is wrong in schedule files. No database. */
final class SchedulesCheckCommand implements Command {
  /** A schedule whose next so many slots are all refused has a rule against itself. */
  private static final int LOOKED_AT = 2000;

  private final Workplace workplace;

  SchedulesCheckCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(TakesSchedules.files());
    Takes.examples(
        spec, "belfry schedules check", "belfry schedules check schedules/office-hours.yaml");
  }

  @Override
  public ExitCode run(ParseResult given) {
    Instant now = workplace.clock().instant();
    List<Problem> problems = new ArrayList<>();
    for (Found found : ScheduleFiles.read(TakesSchedules.of(given))) {
      Optional<Slot> open = firstOpen(found, now);
      if (open.isPresent()) {
        workplace
            .console()
            .out()
            .printf(
                "%s is fine; its next slot is %s%n",
                found.file(), Moment.in(open.get(), false).echo(now));
      } else {
        problems.add(
            new Problem(
                found.file().toString(),
                "no slot of it is open: either its times are over, or its quiet hours and blackouts"
                    + " cover them all"));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return ExitCode.FINE;
  }

  private static Optional<Slot> firstOpen(Found found, Instant now) {
    SlotsOf slots = SlotsOf.after(found.schedule(), now);
    for (int i = 0; i < LOOKED_AT && slots.hasNext(); i++) {
      Slot slot = slots.next();
      if (slot.refusal() == null) {
        return Optional.of(slot);
      }
    }
    return Optional.empty();
  }
}

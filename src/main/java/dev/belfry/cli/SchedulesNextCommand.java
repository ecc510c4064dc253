package dev.belfry.cli;

import dev.belfry.cli.terminal.Column;
import dev.belfry.cli.terminal.Look;
import dev.belfry.cli.terminal.Styled;
import dev.belfry.cli.terminal.Table;
import dev.belfry.schedule.MergedSlots;
import dev.belfry.schedule.Slot;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code belfry schedules next [NAME|FILE] [-n 20]}: the slots to come, and what is in them. */
final class SchedulesNextCommand implements Command {
  private static final int MOST = 10_000;

  /**
   * A slot as {@code --json} writes it.
   *
   * @param refusal why no post can be queued into it; null where one can, or is
   */
  record View(
      String schedule,
      LocalDateTime nominal,
      Instant at,
      String zone,
      List<Long> posts,
      @Nullable String refusal) {}

  private final Workplace workplace;

  SchedulesNextCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(
        Takes.parameter(0, "0..1", "NAME|FILE", "A schedule, or a file of one; default: all."));
    spec.addOption(Takes.one("-n", "COUNT", "How many slots; default: 10."))
        .addOption(TakesAccount.option("Count what is planned for it: caps, spacing, its posts."))
        .addOption(
            Takes.flag("--json", "Write [{schedule, nominal, at, zone, posts, refusal}] as JSON."));
    Takes.examples(
        spec,
        "belfry schedules next -n 20",
        "belfry schedules next office-hours --account x:me",
        "belfry schedules next schedules/office-hours.yaml");
  }

  @Override
  public ExitCode run(ParseResult given) {
    Instant now = workplace.clock().instant();
    int count = count(given);
    SlotStates states = TakesSchedules.slots(given, workplace, now);
    MergedSlots slots = MergedSlots.after(states.schedules(), now);
    List<Slot> next = new ArrayList<>();
    while (next.size() < count && slots.hasNext()) {
      next.add(slots.next());
    }
    if (given.hasMatchedOption("--json")) {
      new Json(workplace.console()).writeArray(next.stream().map(slot -> view(slot, states)));
    } else if (next.isEmpty()) {
      workplace
          .console()
          .out()
          .println("There is no slot to come; belfry schedules apply FILE takes a schedule in.");
    } else {
      print(next, states);
    }
    return ExitCode.FINE;
  }

  private static int count(ParseResult given) {
    String written = given.matchedOptionValue("-n", "10");
    if (written.matches("[0-9]{1,5}")) {
      int count = Integer.parseInt(written);
      if (count >= 1 && count <= MOST) {
        return count;
      }
    }
    throw new ParameterException(
        given.commandSpec().commandLine(),
        "-n takes a whole number from 1 to %d, not \"%s\"".formatted(MOST, written));
  }

  private static View view(Slot slot, SlotStates states) {
    List<Long> posts =
        List.copyOf(states.posts().getOrDefault(slot.name(), Collections.emptySortedSet()));
    return new View(
        slot.name().schedule(),
        slot.name().nominal(),
        slot.instant(),
        slot.zone().getId(),
        posts,
        posts.isEmpty() ? states.refusals().apply(slot) : null);
  }

  private void print(List<Slot> slots, SlotStates states) {
    Table table = new Table(Column.text("WHEN"), Column.text("SLOT"), Column.text("STATE"));
    for (Slot slot : slots) {
      table.row(
          Times.local(slot.instant(), slot.zone()),
          slot.name().words().replaceFirst("^slot ", ""),
          new Styled(states.of(slot), states.isFree(slot) ? Look.GOOD : Look.PLAIN));
    }
    table.print(workplace.console());
  }
}

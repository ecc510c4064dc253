package dev.belfry.cli;

import dev.belfry.jobs.QuartzCron;
import dev.belfry.queue.EvergreenSet;
import dev.belfry.queue.EvergreenSets;
import dev.belfry.queue.MakeShowings;
import dev.belfry.queue.MakeShowings.Coming;
import dev.belfry.queue.Schedules;
import dev.belfry.schedule.Moment;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

/** Fills the slots of an evergreen set up to a day ahead, and tells what comes next. */
final class FillEvergreen {
  private static final int ECHOED = 3;

  private final Workplace workplace;
  private final MakeShowings showings = new MakeShowings(new Schedules(QuartzCron::read));

  FillEvergreen(Workplace workplace) {
    this.workplace = workplace;
  }

  /**
   * Does both; in a transaction of its own, for what it makes is made by the next node as well. The
   * set may be gone by then.
   */
  void fillAndTell(String name) {
    fill(name);
    Instant now = workplace.clock().instant();
    List<Coming> coming =
        workplace
            .database()
            .lend(
                connection -> {
                  EvergreenSet set = EvergreenSets.get(connection, name);
                  return showings.coming(connection, set, now, ECHOED);
                });
    tell(coming);
  }

  /** Only fills them. */
  void fill(String name) {
    Instant now = workplace.clock().instant();
    int unused = workplace.database().inTransaction(c -> showings.of(c, name, now));
  }

  /** Tells what comes next, a line for each slot. */
  void tell(List<Coming> coming) {
    PrintWriter out = workplace.console().out();
    for (Coming each : coming) {
      Moment moment = Moment.in(each.slot(), /* any= */ false);
      out.printf(
          "  %s  %s: %s%n",
          each.account().name(), moment.echo(workplace.clock().instant()), what(each));
    }
  }

  private static String what(Coming coming) {
    if (coming.textOf() == null) {
      return "nothing, for every text rests";
    }
    return coming.post() == null
        ? "post " + coming.textOf()
        : "post %s, as post %s".formatted(coming.textOf(), coming.post());
  }
}

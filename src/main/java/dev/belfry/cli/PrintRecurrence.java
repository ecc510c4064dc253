package dev.belfry.cli;

import dev.belfry.queue.Occurrences.Planned;
import dev.belfry.schedule.Moment;
import dev.belfry.schedule.Repeat;
import java.io.PrintWriter;
import java.time.Instant;

/** How a post repeats, for a person to read. */
final class PrintRecurrence {
  private final Workplace workplace;

  PrintRecurrence(Workplace workplace) {
    this.workplace = workplace;
  }

  /** Writes nothing of a post that does not repeat, and that nothing repeats. */
  void print(RecurrenceView recurrence) {
    PrintWriter out = workplace.console().out();
    if (recurrence.repeats() != null) {
      out.println();
      out.printf("It repeats post %s.%n", recurrence.repeats());
    }
    if (recurrence.rule() != null) {
      Repeat repeat = recurrence.rule().repeat();
      out.println();
      out.printf("It repeats: %s.%n", repeat.words());
      if (recurrence.next().isEmpty()) {
        out.println("  all of it is over");
      }
      Instant now = workplace.clock().instant();
      for (Planned planned : recurrence.next()) {
        String as = planned.post() == null ? "" : ", as post " + planned.post();
        out.printf(
            "  %s%s%n", Moment.at(planned.occurrence().instant(), repeat.zone()).echo(now), as);
      }
    }
  }
}

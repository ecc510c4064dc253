package dev.belfry.cli;

import dev.belfry.publish.Target;
import dev.belfry.schedule.Moment;
import java.io.PrintWriter;

/** Echoes when something goes out, as Belfry understood it. */
final class SayWhen {
  private SayWhen() {}

  /** Says it of an account that has a time, and of a live one that nobody sends for yet. */
  static void say(Workplace workplace, Target target) {
    Moment when = target.when();
    if (when == null) {
      return;
    }
    PrintWriter out = workplace.console().out();
    out.printf("  %s  %s%n", target.account().name(), when.echo(workplace.clock().instant()));
    if (when.note() != null) {
      out.printf("    %s%n", when.note());
    }
    NotConnected.warn(workplace, target.account().name());
  }
}

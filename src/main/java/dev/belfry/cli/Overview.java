package dev.belfry.cli;

import dev.belfry.cli.terminal.Console;
import dev.belfry.cli.terminal.Look;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Predicate;

/** The page that greets: commands by what somebody wants to do. */
final class Overview {
  private final List<CommandEntry> entries;

  Overview(List<CommandEntry> entries) {
    this.entries = entries;
  }

  /** The few commands that one needs first. */
  void printShort(Console console) {
    PrintWriter out = console.out();
    out.println("Belfry keeps your posts and releases each one at its moment, exactly once.");
    print(console, CommandEntry::essential);
    out.println();
    out.println("belfry --help lists every command; belfry help COMMAND explains one.");
  }

  /** Every command. */
  void printWhole(Console console) {
    PrintWriter out = console.out();
    out.println("Usage: belfry COMMAND [options]");
    print(console, entry -> true);
    out.println();
    out.println("belfry help COMMAND explains one, with an example.");
    out.println("With -v a failure shows where it came from.");
  }

  private void print(Console console, Predicate<CommandEntry> wanted) {
    int width = entries.stream().filter(wanted).mapToInt(e -> e.name().length()).max().orElse(0);
    for (Goal goal : Goal.values()) {
      List<CommandEntry> here =
          entries.stream().filter(wanted).filter(e -> e.goal() == goal).toList();
      if (!here.isEmpty()) {
        console.heading(goal.title());
        here.forEach(entry -> print(console, entry, width));
      }
    }
  }

  private static void print(Console console, CommandEntry entry, int width) {
    String gap = " ".repeat(width - entry.name().length() + 3);
    console.out().println("  " + console.paint(Look.ACCENT, entry.name()) + gap + entry.summary());
  }
}

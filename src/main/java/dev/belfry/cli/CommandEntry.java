package dev.belfry.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A command as it stands in the list of commands: enough to find it and to tell what it is for,
 * without loading its class.
 *
 * @param summary what it does, from a lower-case verb on; also the first line of its help
 * @param essential whether somebody new needs it
 * @param seesAll whether it works on the whole tree of commands, as completion does
 * @param make makes the command; null where the command only holds others
 * @param children its own subcommands; a command that has both is what is meant where none is named
 */
record CommandEntry(
    String name,
    Goal goal,
    String summary,
    boolean essential,
    boolean seesAll,
    @Nullable Function<Workplace, Command> make,
    List<CommandEntry> children) {

  static CommandEntry of(
      String name, Goal goal, String summary, Function<Workplace, Command> make) {
    return new CommandEntry(name, goal, summary, false, false, make, List.of());
  }

  /** A command that only holds others, such as {@code account}. */
  static CommandEntry group(String name, Goal goal, String summary, CommandEntry... children) {
    return new CommandEntry(name, goal, summary, false, false, null, List.of(children));
  }

  CommandEntry holding(CommandEntry... others) {
    return new CommandEntry(name, goal, summary, essential, seesAll, make, List.of(others));
  }

  CommandEntry asEssential() {
    return new CommandEntry(name, goal, summary, true, seesAll, make, children);
  }

  CommandEntry seeingAll() {
    return new CommandEntry(name, goal, summary, essential, true, make, children);
  }

  static Optional<CommandEntry> find(List<CommandEntry> entries, String name) {
    return entries.stream().filter(entry -> entry.name.equals(name)).findFirst();
  }
}

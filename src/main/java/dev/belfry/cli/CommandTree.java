package dev.belfry.cli;

import dev.belfry.cli.terminal.Console;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Builds picocli's model of the command line, no more of it than the arguments need: a model of
 * every command would take longer to build than most commands take to run.
 */
final class CommandTree {
  static final String PROGRAM = "belfry";

  private final List<CommandEntry> entries;
  private final Workplace workplace;
  private final GlobalOptions global;

  CommandTree(List<CommandEntry> entries, Workplace workplace, GlobalOptions global) {
    this.entries = entries;
    this.workplace = workplace;
    this.global = global;
  }

  /** The root alone, with the options that stand before a command. */
  CommandLine root() {
    CommandSpec root = CommandSpec.create().name(PROGRAM);
    global.addTo(root);
    return configure(new CommandLine(root));
  }

  /** The branch for the command that the words name; everything where that command sees all. */
  CommandLine branchFor(List<String> words) {
    CommandSpec root = CommandSpec.create().name(PROGRAM);
    global.addTo(root);
    boolean whole =
        CommandEntry.find(entries, words.get(0)).map(CommandEntry::seesAll).orElse(false);
    grow(root, entries, whole ? List.of() : words);
    return configure(new CommandLine(root));
  }

  /** Adds the command that the first word names; all of them where it names none. */
  private void grow(CommandSpec parent, List<CommandEntry> candidates, List<String> words) {
    List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
    List<CommandEntry> chosen =
        words.isEmpty()
            ? candidates
            : CommandEntry.find(candidates, words.get(0)).map(List::of).orElse(candidates);
    for (CommandEntry entry : chosen) {
      CommandSpec spec = spec(entry);
      grow(spec, entry.children(), rest);
      parent.addSubcommand(entry.name(), spec);
    }
  }

  private CommandSpec spec(CommandEntry entry) {
    CommandSpec spec = CommandSpec.create();
    Function<Workplace, Command> make = entry.make();
    if (make != null) {
      Command command = make.apply(workplace);
      spec = CommandSpec.wrapWithoutInspection(command);
      command.declare(spec);
    } else if (!entry.children().isEmpty()) {
      String first = entry.children().get(0).name();
      Takes.examples(spec, "%s %s %s --help".formatted(PROGRAM, entry.name(), first));
    }
    if (spec.usageMessage().description().length == 0) {
      spec.usageMessage().description(sentence(entry.summary()));
    }
    return spec;
  }

  private static String sentence(String summary) {
    return Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".";
  }

  private CommandLine configure(CommandLine line) {
    Console console = workplace.console();
    // "belfry draft '@ann is here'" greets somebody: it must not read a file named "ann is here".
    line.setExpandAtFiles(false);
    line.setAllowOptionsAsOptionParameters(false); // "--at --now" has forgotten the time
    line.setUsageHelpAutoWidth(false); // it would start a process to learn the width
    line.setColorScheme(Help.defaultColorScheme(console.outIsColourful() ? Ansi.ON : Ansi.OFF));
    return line;
  }
}

package dev.belfry.cli;

import dev.belfry.cli.terminal.Look;
import dev.belfry.cli.terminal.ReaderGone;
import dev.belfry.cli.terminal.VisibleText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs one command: from the words of the command line to an exit code. */
public final class CommandRunner {
  /** Picocli's own lower bound. */
  private static final int MIN_HELP_WIDTH = 55;

  private final Workplace workplace;
  private final List<CommandEntry> entries;

  public CommandRunner(Workplace workplace) {
    this(workplace, Commands.all());
  }

  CommandRunner(Workplace workplace, List<CommandEntry> entries) {
    this.workplace = workplace;
    this.entries = entries;
  }

  /**
   * Runs the command that the arguments name. Whatever goes wrong is told on standard error, in
   * sentences; nothing is thrown.
   *
   * @return the code to exit with, as {@link ExitCode} lists them
   */
  public int run(String... args) {
    GlobalOptions global = new GlobalOptions();
    try {
      ExitCode code = execute(List.of(args), global);
      workplace.console().flush();
      return code.code();
    } catch (Throwable e) {
      return (isReaderGone(e) ? ExitCode.FINE : report(e, global.verbose())).code();
    }
  }

  /** Jackson wraps what it meets while it writes. */
  private static boolean isReaderGone(Throwable thrown) {
    return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
        .limit(20) // a chain of causes may be a ring
        .anyMatch(ReaderGone.class::isInstance);
  }

  private ExitCode execute(List<String> args, GlobalOptions global) throws Exception {
    List<String> words = args.stream().dropWhile(arg -> arg.startsWith("-")).toList();
    if (words.isEmpty()) {
      return withoutCommand(args, global);
    }
    String name = words.get(0);
    if (name.equals(Commands.HELP)) {
      return help(words.subList(1, words.size()), global);
    }
    CommandLine root = tree(global).branchFor(words);
    if (CommandEntry.find(entries, name).isEmpty()) {
      throw new ParameterException(root, UsageError.noCommand(name, names()));
    }
    return call(root.parseArgs(args.toArray(String[]::new)));
  }

  private CommandTree tree(GlobalOptions global) {
    return new CommandTree(entries, workplace, global);
  }

  private List<String> names() {
    return entries.stream().map(CommandEntry::name).toList();
  }

  private ExitCode withoutCommand(List<String> options, GlobalOptions global) throws Exception {
    if (options.contains("--version") || options.contains("-V")) {
      return execute(List.of("version"), global);
    }
    ParseResult parsed = tree(global).root().parseArgs(options.toArray(String[]::new));
    Overview overview = new Overview(entries);
    if (parsed.isUsageHelpRequested()) {
      overview.printWhole(workplace.console());
    } else {
      overview.printShort(workplace.console());
    }
    return ExitCode.FINE;
  }

  private ExitCode help(List<String> words, GlobalOptions global) throws Exception {
    Stream<String> names = words.stream().filter(word -> !word.startsWith("-"));
    return execute(Stream.concat(names, Stream.of("--help")).toList(), global);
  }

  private ExitCode call(ParseResult parsed) throws Exception {
    boolean helpRequested = parsed.isUsageHelpRequested();
    ParseResult leaf = parsed;
    while (leaf.hasSubcommand()) {
      refuseBefore(leaf);
      leaf = leaf.subcommand();
      helpRequested |= leaf.isUsageHelpRequested();
    }
    CommandSpec spec = leaf.commandSpec();
    if (helpRequested) {
      CommandLine command = spec.commandLine();
      command.setUsageHelpWidth(Math.max(MIN_HELP_WIDTH, workplace.console().width()));
      command.usage(workplace.console().out());
      return ExitCode.FINE;
    }
    if (spec.userObject() instanceof Command command) {
      return command.run(leaf);
    }
    String choice = String.join(", ", spec.subcommands().keySet());
    throw new ParameterException(spec.commandLine(), "say which one: " + choice);
  }

  /** In {@code history --json verify} the option would be history's own, and be lost in silence. */
  private static void refuseBefore(ParseResult parent) {
    CommandLine named = parent.subcommand().commandSpec().commandLine();
    boolean hasOwn =
        !parent.matchedPositionals().isEmpty()
            || parent.matchedOptions().stream().anyMatch(option -> !option.inherited());
    if (hasOwn && parent.commandSpec().userObject() instanceof Command) {
      throw new ParameterException(
          named, "what belongs to %s stands behind it".formatted(named.getCommandName()));
    }
  }

  private ExitCode report(Throwable thrown, boolean verbose) {
    Failure failure = Failure.of(thrown, verbose);
    PrintWriter err = workplace.console().err();
    flushResults();
    String name = workplace.console().paintError(Look.BAD, CommandTree.PROGRAM + ":");
    failure.lines().forEach(line -> err.println(name + " " + VisibleText.oneLine(line)));
    if (verbose) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      err.print(VisibleText.lines(trace.toString()));
      err.flush();
    }
    return failure.code();
  }

  /** What was found before the failure stands before it, unless writing it is what fails. */
  private void flushResults() {
    try {
      workplace.console().flush();
    } catch (ReaderGone | UncheckedIOException e) {
      // The failure that is being reported is the one to hear of.
    }
  }
}

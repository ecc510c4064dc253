package dev.belfry.cli;

import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code belfry completion [bash|zsh]}: one script serves both. */
final class CompletionCommand implements Command {
  private static final Set<String> SHELLS = Set.of("bash", "zsh");

  private final Workplace workplace;

  CompletionCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Takes.parameter(0, "0..1", "SHELL", "bash (the default) or zsh."));
    spec.usageMessage()
        .description(
            "Let the shell complete commands and options.",
            "Prints a script; load it where your shell starts.");
    Takes.examples(
        spec,
        "source <(belfry completion bash)     in ~/.bashrc",
        "source <(belfry completion zsh)      in ~/.zshrc");
  }

  @Override
  public ExitCode run(ParseResult given) {
    String shell = given.matchedPositionalValue(0, "bash");
    CommandSpec spec = given.commandSpec();
    if (!SHELLS.contains(shell)) {
      throw new ParameterException(
          spec.commandLine(), "there is no completion for \"" + shell + "\"; say bash or zsh");
    }
    CommandLine whole = spec.root().commandLine();
    workplace.console().out().print(AutoComplete.bash(CommandTree.PROGRAM, whole));
    return ExitCode.FINE;
  }
}

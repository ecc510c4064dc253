package dev.belfry.cli;

import dev.belfry.post.AccountName;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** A command that does what a test wants. */
final class FakeCommand implements Command {
  private final Act act;

  FakeCommand(Act act) {
    this.act = act;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(Takes.flag("--now", "At once."));
    spec.addOption(
        OptionSpec.builder("--to")
            .type(AccountName.class)
            .converters(AccountName::parse)
            .paramLabel("ACCOUNT")
            .description("Where to.")
            .build());
    spec.addOption(Takes.many("--media", "FILE", "A picture."));
    spec.addPositional(Takes.parameter(0, "0..1", "TEXT", "The text."));
    Takes.examples(spec, "belfry fake --now \"a text\"");
  }

  @Override
  public ExitCode run(ParseResult given) throws Exception {
    act.on(given);
    return ExitCode.FINE;
  }

  @FunctionalInterface
  interface Act {
    void on(ParseResult given) throws Exception;
  }
}

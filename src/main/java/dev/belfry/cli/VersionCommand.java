package dev.belfry.cli;

import dev.belfry.cli.terminal.Console;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry version [--json]}. */
final class VersionCommand implements Command {
  private final Workplace workplace;

  VersionCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(Takes.flag("--json", "Write {version, jdk, os} as JSON."));
    Takes.examples(spec, "belfry version --json");
  }

  @Override
  public ExitCode run(ParseResult given) {
    Version version = Version.ofThisProgram();
    Console console = workplace.console();
    if (given.matchedOptionValue("--json", false)) {
      new Json(console).write(version);
    } else {
      console
          .out()
          .println(
              "belfry " + version.version() + " (" + version.jdk() + ", " + version.os() + ")");
    }
    return ExitCode.FINE;
  }
}

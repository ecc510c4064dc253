package dev.belfry.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry db stop}: the embedded server, until a command needs it again. */
final class DbStopCommand implements Command {
  private final Workplace workplace;

  DbStopCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    Takes.examples(spec, "belfry db stop");
  }

  @Override
  public ExitCode run(ParseResult given) {
    workplace
        .console()
        .out()
        .println(
            workplace.server().stop()
                ? "The embedded Postgres is stopped; the next command that needs it starts it."
                : "The embedded Postgres was not running.");
    return ExitCode.FINE;
  }
}

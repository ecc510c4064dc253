package dev.belfry.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry db migrate}: what otherwise the first command of a new version does by itself. */
final class DbMigrateCommand implements Command {
  private final Workplace workplace;

  DbMigrateCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    Takes.examples(spec, "belfry db migrate");
  }

  @Override
  public ExitCode run(ParseResult given) {
    workplace
        .console()
        .out()
        .printf("The schema is up to date (version %d).%n", workplace.server().migrate());
    return ExitCode.FINE;
  }
}

package dev.belfry.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry db start}: the embedded server, which otherwise the first command starts. */
final class DbStartCommand implements Command {
  private final Workplace workplace;

  DbStartCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    Takes.examples(spec, "belfry db start");
  }

  @Override
  public ExitCode run(ParseResult given) {
    DatabaseServer server = workplace.server();
    server.start();
    workplace.console().out().println(DbStatusCommand.sentence(server.status()));
    return ExitCode.FINE;
  }
}

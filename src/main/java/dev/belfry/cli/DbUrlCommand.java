package dev.belfry.cli;

import dev.belfry.post.NotPossible;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry db url}: where the database is, without its password. */
final class DbUrlCommand implements Command {
  private final Workplace workplace;

  DbUrlCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    Takes.examples(spec, "belfry db url");
  }

  @Override
  public ExitCode run(ParseResult given) {
    String url =
        workplace
            .server()
            .url()
            .orElseThrow(
                () -> new NotPossible("there is no database yet; belfry db start makes it"));
    workplace.console().out().println(url);
    return ExitCode.FINE;
  }
}

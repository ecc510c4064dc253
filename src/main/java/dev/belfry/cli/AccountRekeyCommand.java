package dev.belfry.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry account rekey}: seals every log-in anew, with another key. */
final class AccountRekeyCommand implements Command {
  private final Workplace workplace;

  AccountRekeyCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    Takes.examples(spec, "belfry account rekey");
  }

  @Override
  public ExitCode run(ParseResult given) {
    int sealed = workplace.vault().rekey();
    workplace
        .console()
        .out()
        .printf(
            "%d log-in%s sealed with a new key. Back the key file up, and copy it to the other"
                + " machines that run Belfry on this database.%n",
            sealed, sealed == 1 ? " is" : "s are");
    return ExitCode.FINE;
  }
}

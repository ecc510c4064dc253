package dev.belfry.cli;

import dev.belfry.account.Accounts;
import dev.belfry.post.AccountName;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry account remove NAME}. */
final class AccountRemoveCommand implements Command {
  private final Workplace workplace;

  AccountRemoveCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Takes.parameter(0, "1", "ACCOUNT", "Which account."));
    Takes.examples(spec, "belfry account remove dry-run:x:demo");
  }

  @Override
  public ExitCode run(ParseResult given) {
    AccountName name = AccountName.parse(given.matchedPositionalValue(0, ""));
    workplace.database().transact(connection -> Accounts.remove(connection, name));
    workplace.console().out().printf("%s is removed; its history stays.%n", name);
    return ExitCode.FINE;
  }
}

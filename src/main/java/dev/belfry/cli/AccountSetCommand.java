package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.AccountSettings;
import dev.belfry.account.Accounts;
import dev.belfry.account.LinkCards;
import dev.belfry.account.MonthlyCaps;
import dev.belfry.post.AccountName;
import java.sql.Connection;
import java.sql.SQLException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code belfry account set NAME}: changes what is said, and nothing else. */
final class AccountSetCommand implements Command {
  private final Workplace workplace;

  AccountSetCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Takes.parameter(0, "1", "ACCOUNT", "Which account."));
    AccountOptions.addTo(spec);
    Takes.examples(
        spec,
        "belfry account set x:me --monthly-cap 25",
        "belfry account set x:me --zone Europe/Paris --late post");
  }

  @Override
  public ExitCode run(ParseResult given) {
    AccountName name = AccountName.parse(given.matchedPositionalValue(0, ""));
    if (given.matchedOptions().isEmpty()) {
      throw new ParameterException(
          given.commandSpec().commandLine(), "say what to change, such as --monthly-cap 25");
    }
    workplace.database().transact(connection -> set(connection, given, name));
    workplace
        .console()
        .out()
        .printf("%s is changed; belfry account show %s tells how it is set.%n", name, name);
    return ExitCode.FINE;
  }

  private void set(Connection connection, ParseResult given, AccountName name) throws SQLException {
    Account account = Accounts.get(connection, name);
    AccountSettings settings = AccountOptions.read(given, name, account.settings());
    boolean unused = Accounts.add(connection, name, settings, workplace.actor());
    if (given.hasMatchedOption(AccountOptions.CAP)) {
      MonthlyCaps.set(connection, account, AccountOptions.cap(given));
    }
    if (given.hasMatchedOption(AccountOptions.CARDS)) {
      LinkCards.set(connection, name, AccountOptions.cards(given));
    }
  }
}

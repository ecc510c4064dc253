package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.post.AccountName;
import dev.belfry.post.NotPossible;
import dev.belfry.queue.RecordLogIns;
import java.sql.Connection;
import java.sql.SQLException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry account logout NAME}: forgets what a network lets the account in with. */
final class AccountLogoutCommand implements Command {
  private final Workplace workplace;

  AccountLogoutCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Takes.parameter(0, "1", "ACCOUNT", "Which account."));
    Takes.examples(spec, "belfry account logout x:me");
  }

  @Override
  public ExitCode run(ParseResult given) {
    AccountName name = AccountName.parse(given.matchedPositionalValue(0, ""));
    workplace.database().transact(connection -> forget(connection, name));
    workplace
        .console()
        .out()
        .printf(
            "Nobody is logged in to %s any more; its posts stay in the queue. To take Belfry's leave"
                + " away on %s too, do that in its settings.%n",
            name, name.network().title());
    return ExitCode.FINE;
  }

  private void forget(Connection connection, AccountName name) throws SQLException {
    Account account = Accounts.get(connection, name);
    if (!workplace.vault().forget(connection, account.name())) {
      throw new NotPossible("nobody is logged in to " + account.name());
    }
    RecordLogIns.loggedOut(connection, account, workplace.actor());
  }
}

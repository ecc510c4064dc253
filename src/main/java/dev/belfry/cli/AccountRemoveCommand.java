package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.post.AccountName;
import dev.belfry.queue.ChangeEvergreenSets;
import dev.belfry.queue.EvergreenSet;
import dev.belfry.queue.EvergreenSets;
import dev.belfry.queue.UntouchedShowings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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
    List<String> left = workplace.database().inTransaction(connection -> remove(connection, name));
    workplace.console().out().printf("%s is removed; its history stays.%n", name);
    left.forEach(
        set ->
            workplace
                .console()
                .out()
                .printf("The evergreen set %s is not shown there any more.%n", set));
    return ExitCode.FINE;
  }

  /** The evergreen sets that were shown there: else they would go on as soon as it comes back. */
  private List<String> remove(Connection connection, AccountName name) throws SQLException {
    List<String> left = new ArrayList<>();
    for (EvergreenSet set : EvergreenSets.lockAll(connection)) {
      for (Account account : set.accounts()) {
        if (account.name().equals(name)) {
          int unused = UntouchedShowings.withdrawFrom(connection, set, account, workplace.actor());
          ChangeEvergreenSets.leave(connection, set.id(), account);
          left.add(set.name());
        }
      }
    }
    Accounts.remove(connection, name);
    return left;
  }
}

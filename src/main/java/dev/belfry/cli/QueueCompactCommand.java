package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.queue.MovedPost;
import dev.belfry.queue.ReflowSlots;
import dev.belfry.queue.Schedules;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry queue compact}: posts in slots move up where slots before theirs are free. */
final class QueueCompactCommand implements Command {
  private final Workplace workplace;

  QueueCompactCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(Takes.many("--account", "ACCOUNT", "Only for this account; default: all."));
    Takes.examples(spec, "belfry queue compact", "belfry queue compact --account x:me");
  }

  @Override
  public ExitCode run(ParseResult given) {
    List<String> named = given.matchedOptionValue("--account", List.of());
    List<MovedPost> moved =
        workplace.database().inTransaction(connection -> compact(connection, named));
    TellMoved.tell(workplace, moved);
    if (moved.isEmpty()) {
      workplace.console().out().println("There is no gap; nothing has changed.");
    }
    return ExitCode.FINE;
  }

  private List<MovedPost> compact(Connection connection, List<String> named) throws SQLException {
    List<Account> accounts =
        named.isEmpty() ? Accounts.all(connection) : FindAccounts.named(connection, named);
    return new ReflowSlots(
            new Schedules(QuartzCron::read), workplace.clock().instant(), workplace.actor())
        .reflow(connection, accounts, "a gap before it was closed");
  }
}

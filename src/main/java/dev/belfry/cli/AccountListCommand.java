package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.cli.AskNetworks.Answer;
import dev.belfry.cli.terminal.Column;
import dev.belfry.cli.terminal.Table;
import dev.belfry.post.AccountName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry account list}. */
final class AccountListCommand implements Command {
  private final Workplace workplace;

  AccountListCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(Takes.flag("--json", "Write an array of accounts as JSON."))
        .addOption(Takes.flag("--check", "Ask each network whether it lets the account in."));
    Takes.examples(
        spec, "belfry account list", "belfry account list --check   # 1: a log-in is refused");
  }

  @Override
  public ExitCode run(ParseResult given) {
    boolean checks = given.hasMatchedOption("--check");
    List<Account> all = workplace.database().lend(Accounts::all);
    Map<AccountName, Answer> answers =
        checks
            ? new AskNetworks(workplace).ask(all.stream().map(Account::name).toList())
            : Map.of();
    List<AccountView> accounts =
        AccountView.of(workplace, all).stream()
            .map(each -> each.with(answers.get(AccountName.parse(each.account()))))
            .toList();
    if (given.hasMatchedOption("--json")) {
      new Json(workplace.console()).writeArray(accounts.stream());
    } else if (accounts.isEmpty()) {
      workplace
          .console()
          .out()
          .println("There are no accounts yet; belfry account add dry-run:x:demo makes one.");
    } else {
      print(accounts, checks);
    }
    return checks && accounts.stream().anyMatch(AccountListCommand::isRefused)
        ? ExitCode.FAILED
        : ExitCode.FINE;
  }

  /** Now, or as it was known before; one that has ended is as good as refused. */
  private static boolean isRefused(AccountView account) {
    return account.check() == null
        ? account.logIn() != null && account.logIn().isRefused()
        : account.check().isRefused();
  }

  private void print(List<AccountView> accounts, boolean checks) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.text("ACCOUNT"),
                Column.text("ZONE"),
                Column.text("LATE"),
                Column.text("SENDS"),
                Column.text("LOG-IN")));
    if (checks) {
      columns.add(Column.text("THE NETWORK SAYS"));
    }
    columns.add(Column.text("HELD"));
    Table table = new Table(columns.toArray(Column[]::new));
    accounts.forEach(each -> table.row(row(each, checks)));
    table.print(workplace.console());
  }

  private Object[] row(AccountView each, boolean checks) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                each.account(),
                each.zone() == null ? workplace.zone().getId() + " (the machine's)" : each.zone(),
                each.late(),
                each.dryRun() ? "dry-run" : each.connected() ? "live" : "not connected",
                each.logIn() == null ? "" : each.logIn().inShort(workplace.zone())));
    if (checks) {
      cells.add(each.check() == null ? "" : each.check().state() + ": " + each.check().says());
    }
    cells.add(each.hold() == null ? "" : each.hold().reason());
    return cells.toArray();
  }
}

package dev.belfry.cli;

import dev.belfry.account.Accounts;
import dev.belfry.cli.terminal.Column;
import dev.belfry.cli.terminal.Table;
import java.util.List;
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
    spec.addOption(Takes.flag("--json", "Write an array of accounts as JSON."));
    Takes.examples(spec, "belfry account list");
  }

  @Override
  public ExitCode run(ParseResult given) {
    List<AccountView> accounts =
        AccountView.of(workplace, workplace.database().lend(Accounts::all));
    if (given.hasMatchedOption("--json")) {
      new Json(workplace.console()).writeArray(accounts.stream());
    } else if (accounts.isEmpty()) {
      workplace
          .console()
          .out()
          .println("There are no accounts yet; belfry account add dry-run:x:demo makes one.");
    } else {
      print(accounts);
    }
    return ExitCode.FINE;
  }

  private void print(List<AccountView> accounts) {
    Table table =
        new Table(
            Column.text("ACCOUNT"),
            Column.text("ZONE"),
            Column.text("LATE"),
            Column.text("SENDS"),
            Column.text("HELD"));
    for (AccountView each : accounts) {
      table.row(
          each.account(),
          each.zone() == null ? workplace.zone().getId() + " (the machine's)" : each.zone(),
          each.late(),
          each.dryRun() ? "dry-run" : each.connected() ? "live" : "not connected",
          each.hold() == null ? "" : each.hold().reason());
    }
    table.print(workplace.console());
  }
}

package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.account.LinkCards;
import dev.belfry.account.WhenAbsent;
import dev.belfry.post.AccountName;
import dev.belfry.queue.ListDeliveries;
import dev.belfry.queue.QueuedDelivery;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry account show NAME}. */
final class AccountShowCommand implements Command {
  private record Found(Account account, List<QueuedDelivery> deliveries, boolean cards) {}

  private final Workplace workplace;

  AccountShowCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Takes.parameter(0, "1", "ACCOUNT", "Which account."));
    spec.addOption(Takes.flag("--json", "Write the account as JSON."));
    Takes.examples(spec, "belfry account show dry-run:x:demo");
  }

  @Override
  public ExitCode run(ParseResult given) {
    AccountName name = AccountName.parse(given.matchedPositionalValue(0, ""));
    Found found =
        workplace
            .database()
            .lend(
                connection ->
                    new Found(
                        Accounts.get(connection, name),
                        ListDeliveries.all(connection, null, name),
                        LinkCards.are(connection, name)));
    AccountView view = AccountView.of(workplace, List.of(found.account())).get(0);
    if (given.hasMatchedOption("--json")) {
      new Json(workplace.console()).write(view);
    } else {
      print(view, found);
      TellHolds.tell(workplace, List.of(name));
    }
    return ExitCode.FINE;
  }

  private void print(AccountView view, Found found) {
    List<QueuedDelivery> deliveries = found.deliveries();
    PrintWriter out = workplace.console().out();
    out.println(view.account());
    out.printf("  zone     %s%n", view.zone() == null ? "the machine's" : view.zone());
    out.printf(
        "  late     %s after %s%n",
        view.late(), view.lateAfter().substring(2).toLowerCase(Locale.ROOT));
    out.printf("  spacing  %s%n", view.spacing().substring(2).toLowerCase(Locale.ROOT));
    if (view.whenAbsent().equals(WhenAbsent.RESEND.word())) {
      out.println("  absent   sent again, rather twice than late");
    }
    if (view.monthlyCap() != null) {
      out.printf("  cap      $%s a month%n", view.monthlyCap().toPlainString());
    }
    if (view.premium()) {
      out.println("  premium  yes");
    }
    if (!found.cards()) {
      out.println("  cards    off");
    }
    out.printf(
        "  sends    %s%n", view.dryRun() ? "dry-run" : view.connected() ? "live" : "not connected");
    if (view.logIn() != null) {
      out.printf("  log-in   %s%n", view.logIn().inWords(workplace.zone()));
    }
    if (view.pausesUntil() != null) {
      out.printf(
          "  pauses   until %s, as its network, its spacing or a slow node wants it%n",
          Times.local(view.pausesUntil(), workplace.zone()));
    }
    long waiting = deliveries.stream().filter(each -> each.state().isWaiting()).count();
    out.printf("  posts    %d in the queue, %d in all%n", waiting, deliveries.size());
  }
}

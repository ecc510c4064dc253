package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.cli.AskNetworks.Answer;
import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import java.util.List;
import java.util.Map;

/** What the networks say to {@code doctor} of the accounts that somebody has logged in to. */
final class CheckNetworks {
  private final Workplace workplace;

  CheckNetworks(Workplace workplace) {
    this.workplace = workplace;
  }

  /** Asks all of them at once. */
  Check check() {
    List<AccountName> accounts =
        workplace.database().lend(Accounts::all).stream().map(Account::name).toList();
    Map<AccountName, Answer> answers = new AskNetworks(workplace).ask(accounts);
    List<String> troubles =
        answers.entrySet().stream()
            .filter(each -> !each.getValue().works())
            .map(each -> trouble(each.getKey(), each.getValue()))
            .toList();
    if (!troubles.isEmpty()) {
      return Check.bad("networks", String.join(". ", troubles));
    }
    return Check.ok(
        "networks",
        switch (answers.size()) {
          case 0 -> "none is asked, for nobody is logged in";
          case 1 -> "the one account with a log-in is let in";
          default -> "%d accounts with a log-in are let in".formatted(answers.size());
        });
  }

  private static String trouble(AccountName account, Answer answer) {
    if (answer.isRefused()) {
      return "%s is refused (%s); run: belfry account login %s"
          .formatted(account, answer.says(), account);
    }
    String moved =
        account.network() == Network.X
            ? ""
            : ", and if its server has moved, run: belfry account login %s --server https://…"
                .formatted(account);
    return "%s can't be asked (%s); its posts wait%s".formatted(account, answer.says(), moved);
  }
}

package dev.belfry.cli;

import dev.belfry.cli.terminal.VisibleText;
import dev.belfry.post.AccountName;
import dev.belfry.queue.Holds;
import dev.belfry.queue.Holds.Hold;
import java.util.Collection;

/** Says on standard error what is held as a whole: it explains why nothing goes out. */
final class TellHolds {
  private TellHolds() {}

  /** Tells every hold. */
  static void tell(Workplace workplace) {
    workplace.database().lend(Holds::all).forEach(hold -> tell(workplace, hold));
  }

  /** Tells the holds that stop one of these accounts. */
  static void tell(Workplace workplace, Collection<AccountName> accounts) {
    workplace.database().lend(Holds::all).stream()
        .filter(hold -> hold.account() == null || accounts.contains(hold.account()))
        .forEach(hold -> tell(workplace, hold));
  }

  private static void tell(Workplace workplace, Hold hold) {
    workplace
        .console()
        .err()
        .printf(
            "belfry: %s is held by %s since %s: %s%n",
            hold.account() == null ? "everything" : hold.account(),
            hold.actor(),
            Times.local(hold.since(), workplace.zone()),
            reason(hold));
  }

  /** Why, and what to do; a reason may say that already. */
  private static String reason(Hold hold) {
    String reason = VisibleText.oneLine(hold.reason());
    return hold.untilLogIn() && reason.endsWith(logIn(hold))
        ? reason
        : "%s; %s".formatted(reason, howToResume(hold));
  }

  private static String logIn(Hold hold) {
    return "belfry account login " + hold.account();
  }

  /** What lets it go on. */
  static String howToResume(Hold hold) {
    if (hold.account() != null && hold.untilLogIn()) {
      return logIn(hold) + " lets it go on";
    }
    if (hold.account() != null) {
      return "belfry resume --account %s lets it go on".formatted(hold.account());
    }
    return hold.afterRestore()
        ? "belfry resume --after-restore lets it go on"
        : "belfry resume --all lets it go on";
  }
}

package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.post.AccountName;
import dev.belfry.queue.CountTroubles;
import dev.belfry.queue.CountTroubles.Troubles;
import dev.belfry.queue.DatabaseClock;
import dev.belfry.queue.Holds;
import dev.belfry.queue.Holds.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code doctor} looks at in the accounts and the queue. */
final class CheckQueue {
  /** A node needs no more than seconds, also where it takes over from one that died. */
  private static final Duration OVERDUE = Duration.ofMinutes(1);

  private final Workplace workplace;

  CheckQueue(Workplace workplace) {
    this.workplace = workplace;
  }

  List<Check> checks() {
    return List.of(accounts(), holds(), deliveries());
  }

  private Check accounts() {
    List<AccountName> names =
        workplace.database().lend(Accounts::all).stream().map(Account::name).toList();
    if (names.isEmpty()) {
      return Check.ok("accounts", "none yet; belfry account add dry-run:x:demo makes one");
    }
    List<AccountName> idle =
        names.stream().filter(name -> !NotConnected.isConnected(workplace, name)).toList();
    return idle.isEmpty()
        ? Check.ok("accounts", "%d, each with somebody to send for it".formatted(names.size()))
        : Check.warn(
            "accounts",
            "nobody sends for %s: this Belfry has no way in there yet, and posts for it stay queued"
                .formatted(
                    idle.stream().map(AccountName::toString).collect(Collectors.joining(", "))));
  }

  private Check holds() {
    List<Hold> holds = workplace.database().lend(Holds::all);
    return holds.isEmpty()
        ? Check.ok("holds", "no account is held")
        : Check.warn(
            "holds", holds.stream().map(CheckQueue::sentence).collect(Collectors.joining(". ")));
  }

  private static String sentence(Hold hold) {
    return hold.account() == null
        ? "everything is held (%s); belfry resume --all lets it go on".formatted(hold.reason())
        : "%s is held (%s); belfry resume --account %s lets it go on"
            .formatted(hold.account(), hold.reason(), hold.account());
  }

  private Check deliveries() {
    Instant since =
        new DatabaseClock(workplace.database(), workplace.clock()).instant().minus(OVERDUE);
    Troubles found =
        workplace
            .database()
            .lend(
                connection ->
                    CountTroubles.count(connection, workplace.publishers().live(), since));
    List<String> says = new ArrayList<>();
    add(says, found.overdue(), "overdue: no node releases them; start one with belfry run");
    add(
        says,
        found.unconfirmed(),
        "unconfirmed: look whether they are live; belfry list --state unconfirmed shows them");
    add(says, found.held(), "held; belfry list --state held says why");
    add(says, found.failed(), "failed; belfry list --state failed shows them");
    if (says.isEmpty()) {
      return Check.ok("deliveries", "none is held, failed, unconfirmed or overdue");
    }
    String all = String.join(". ", says);
    return found.overdue() > 0 ? Check.bad("deliveries", all) : Check.warn("deliveries", all);
  }

  private static void add(List<String> says, int count, String what) {
    if (count > 0) {
      says.add(String.format(Locale.ROOT, "%,d %s", count, what));
    }
  }
}

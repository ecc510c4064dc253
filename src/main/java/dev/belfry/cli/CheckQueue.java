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
    Troubles found = troubles();
    return List.of(
        accounts(), holds(), new CheckNodes(workplace).check(found.overdue()), deliveries(found));
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
    return "%s is held (%s); %s"
        .formatted(
            hold.account() == null ? "everything" : hold.account(),
            hold.reason(),
            TellHolds.howToResume(hold));
  }

  private Troubles troubles() {
    Instant since =
        new DatabaseClock(workplace.database(), workplace.clock()).instant().minus(OVERDUE);
    return workplace
        .database()
        .lend(connection -> CountTroubles.count(connection, workplace.publishers().live(), since));
  }

  private static Check deliveries(Troubles found) {
    List<String> says = new ArrayList<>();
    add(
        says,
        found.overdue(),
        "overdue: no node releases them; belfry nodes shows who runs, belfry run starts one");
    add(
        says,
        found.unconfirmed(),
        "unconfirmed: look whether they are live; belfry list --state unconfirmed shows them, belfry"
            + " resolve settles each");
    add(says, found.held(), "held; belfry list --state held says why");
    add(
        says,
        found.failed(),
        "failed; belfry list --state failed says why, belfry retry sends each again");
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

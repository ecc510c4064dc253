package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.LogInState;
import dev.belfry.account.MonthlyCaps;
import dev.belfry.cli.AskNetworks.Answer;
import dev.belfry.post.AccountName;
import dev.belfry.post.Dollars;
import dev.belfry.queue.Holds;
import dev.belfry.queue.Holds.Hold;
import dev.belfry.queue.Pauses;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An account as {@code --json} writes it.
 *
 * @param monthlyCap the most that it may cost in a month, in US dollars; null: no bound
 * @param logIn null for a dry-run account, which needs none
 * @param check what its network said, where it was asked
 */
record AccountView(
    String account,
    String network,
    boolean dryRun,
    @Nullable String zone,
    boolean premium,
    String late,
    String lateAfter,
    String spacing,
    String whenAbsent,
    @Nullable BigDecimal monthlyCap,
    boolean connected,
    @Nullable LogInView logIn,
    @Nullable Answer check,
    @Nullable HoldView hold,
    @Nullable Instant pausesUntil) {

  /**
   * Why nothing goes out to it.
   *
   * @param everything whether it is held with everything else
   */
  record HoldView(String reason, Instant since, String actor, boolean everything) {
    static HoldView of(Hold hold) {
      return new HoldView(hold.reason(), hold.since(), hold.actor(), hold.account() == null);
    }
  }

  /** The accounts, with what stops them now. */
  static List<AccountView> of(Workplace workplace, List<Account> accounts) {
    List<Hold> holds = workplace.database().lend(Holds::all);
    Map<AccountName, Dollars> caps = workplace.database().lend(MonthlyCaps::all);
    Map<AccountName, LogInState> logIns = workplace.database().lend(LogInState::all);
    Instant now = workplace.clock().instant();
    Map<AccountName, Instant> pauses =
        workplace.database().lend(connection -> Pauses.at(connection, now));
    return accounts.stream()
        .map(
            account ->
                of(
                    account,
                    caps.get(account.name()),
                    NotConnected.isConnected(workplace, account.name()),
                    account.name().dryRun() ? null : LogInView.of(logIns.get(account.name()), now),
                    hold(holds, account.name()),
                    pauses.get(account.name())))
        .toList();
  }

  /** The account's own, else the one on everything. */
  private static @Nullable HoldView hold(List<Hold> holds, AccountName account) {
    return Stream.concat(
            holds.stream().filter(hold -> account.equals(hold.account())),
            holds.stream().filter(hold -> hold.account() == null))
        .findFirst()
        .map(HoldView::of)
        .orElse(null);
  }

  /** The same with what its network says. */
  AccountView with(@Nullable Answer answer) {
    return new AccountView(
        account,
        network,
        dryRun,
        zone,
        premium,
        late,
        lateAfter,
        spacing,
        whenAbsent,
        monthlyCap,
        connected,
        logIn,
        answer,
        hold,
        pausesUntil);
  }

  private static AccountView of(
      Account account,
      @Nullable Dollars cap,
      boolean connected,
      @Nullable LogInView logIn,
      @Nullable HoldView hold,
      @Nullable Instant pausesUntil) {
    return new AccountView(
        account.name().toString(),
        account.network().word(),
        account.name().dryRun(),
        account.settings().zone() == null ? null : account.settings().zone().getId(),
        account.settings().premium(),
        account.settings().late().word(),
        account.settings().lateAfter().toString(),
        account.settings().spacing().toString(),
        account.settings().whenAbsent().word(),
        cap == null ? null : cap.amount(),
        connected,
        logIn,
        null,
        hold,
        pausesUntil);
  }
}

package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.AccountSettings;
import dev.belfry.account.Accounts;
import dev.belfry.account.LatePolicy;
import dev.belfry.account.LinkCards;
import dev.belfry.account.MonthlyCaps;
import dev.belfry.account.WhenAbsent;
import dev.belfry.compose.moving.MovedAccount;
import dev.belfry.compose.moving.MovedHold;
import dev.belfry.compose.moving.MovedSchedule;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.AccountName;
import dev.belfry.post.Dollars;
import dev.belfry.post.InvalidInput;
import dev.belfry.queue.Schedules;
import dev.belfry.queue.moving.ReadHouse;
import dev.belfry.queue.moving.SaveHouse;
import dev.belfry.schedule.ParseZone;
import dev.belfry.schedule.ReadSchedule;
import dev.belfry.schedule.Schedule;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the accounts, holds and schedules of another Belfry known here. What is here already stays
 * as it is, and where that is not as it was there it is said. Not thread-safe.
 */
final class SettleIn {
  private final Workplace workplace;
  private final List<String> notes = new ArrayList<>();
  private HouseTally tally = HouseTally.NOTHING;

  SettleIn(Workplace workplace) {
    this.workplace = workplace;
  }

  void take(Connection connection, String where, MovedAccount there) throws SQLException {
    AccountName name = AccountName.parse(there.account());
    Optional<MovedAccount> here =
        ReadHouse.accounts(connection).stream()
            .filter(each -> each.account().equals(there.account()))
            .findFirst();
    boolean isNew = here.isEmpty() || (here.get().removed() && !there.removed());
    if (isNew) {
      add(connection, where, name, there);
      tally = tally.and(new HouseTally(1, 0, 0, 0, 0, 0));
    } else if (!there.removed() && !here.get().settings().equals(there.settings())) {
      notes.add(
          "%s: %s is set otherwise here; it stays as belfry account show %s tells"
              .formatted(where, name, name));
    }
    SaveHouse.fence(connection, there, isNew && there.removed());
  }

  private void add(Connection connection, String where, AccountName name, MovedAccount there)
      throws SQLException {
    boolean unused = Accounts.add(connection, name, settings(where, there), workplace.actor());
    LinkCards.set(connection, name, !there.withoutCards());
    Account account = Accounts.get(connection, name);
    MonthlyCaps.set(
        connection,
        account,
        there.monthlyCap() == null
            ? null
            : Dollars.of(there.monthlyCap().toPlainString())
                .orElseThrow(
                    () ->
                        new InvalidInput(
                            where, "\"monthlyCap\" is an amount of US dollars, such as 25")));
  }

  private static AccountSettings settings(String where, MovedAccount there) {
    return new AccountSettings(
        there.zone() == null ? null : ParseZone.parse(where + ", \"zone\"", there.zone()),
        there.premium(),
        late(where, there.late()),
        AccountOptions.bounded(where + ", \"lateAfter\"", there.lateAfter()),
        AccountOptions.bounded(where + ", \"spacing\"", there.spacing()),
        WhenAbsent.of(there.whenAbsent())
            .orElseThrow(() -> new InvalidInput(where, "\"whenAbsent\" is ask or resend")));
  }

  private static LatePolicy late(String where, String word) {
    for (LatePolicy policy : LatePolicy.values()) {
      if (policy.word().equals(word)) {
        return policy;
      }
    }
    throw new InvalidInput(where, "\"late\" is post, hold or skip");
  }

  void take(Connection connection, String where, MovedHold hold) throws SQLException {
    if (SaveHouse.hold(connection, hold)) {
      tally = tally.and(new HouseTally(0, 1, 0, 0, 0, 0));
    } else if (hold.account() != null
        && !Accounts.numbers(connection).containsKey(hold.account())) {
      throw new InvalidInput(where, Accounts.unknown(AccountName.parse(hold.account())));
    }
  }

  void take(Connection connection, String where, MovedSchedule there) throws SQLException {
    Schedule schedule = read(where, there.source());
    Optional<String> here =
        Schedules.find(new Schedules(QuartzCron::read).all(connection), schedule.name())
            .map(each -> each.source());
    if (here.isEmpty()) {
      List<Account> accounts = new ArrayList<>();
      for (String name : there.accounts()) {
        Accounts.find(connection, AccountName.parse(name)).ifPresent(accounts::add);
      }
      Schedules.put(connection, schedule, there.source(), accounts, workplace.actor());
      tally = tally.and(new HouseTally(0, 0, 1, 0, 0, 0));
    } else if (!here.get().equals(there.source())) {
      notes.add(
          "%s: the schedule %s is another here; it stays as belfry schedules show %s tells"
              .formatted(where, schedule.name(), schedule.name()));
    }
  }

  private static Schedule read(String where, String source) {
    try {
      return ReadSchedule.read(source, QuartzCron::read);
    } catch (InvalidInput e) {
      throw new InvalidInput(
          e.problems().stream().map(problem -> problem.in(where + ", \"source\"")).toList());
    }
  }

  List<String> notes() {
    return notes;
  }

  HouseTally tally() {
    return tally;
  }
}

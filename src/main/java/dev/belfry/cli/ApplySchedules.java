package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.cli.ScheduleFiles.Found;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.AccountName;
import dev.belfry.queue.Bookings;
import dev.belfry.queue.EvergreenSet;
import dev.belfry.queue.EvergreenSets;
import dev.belfry.queue.MakeShowings;
import dev.belfry.queue.MovedPost;
import dev.belfry.queue.ReflowSlots;
import dev.belfry.queue.Schedules;
import dev.belfry.queue.StoredSchedule;
import dev.belfry.schedule.Schedule;
import dev.belfry.schedule.ScheduleChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes schedules in. */
final class ApplySchedules {

  /**
   * What came of it.
   *
   * @param isNew the rules of each schedule that was not there before
   * @param changes what is different in each of the others; nothing where it is as it was
   */
  record Applied(
      Map<String, List<ScheduleChange>> isNew,
      Map<String, List<ScheduleChange>> changes,
      List<MovedPost> moved) {}

  private final Workplace workplace;
  private final Schedules schedules = new Schedules(QuartzCron::read);

  ApplySchedules(Workplace workplace) {
    this.workplace = workplace;
  }

  /**
   * Takes them in, in the connection's transaction.
   *
   * @throws dev.belfry.post.NotPossible where an account is not known here, or a post that waits
   *     would have no slot any more
   */
  Applied apply(Connection connection, List<Found> files) throws SQLException {
    Map<String, Account> known = new TreeMap<>();
    for (Account account : Accounts.all(connection)) {
      known.put(account.name().toString(), account);
    }
    List<EvergreenSet> sets = EvergreenSets.lockAll(connection);
    // Nobody queues into slots that are about to be others. In one order: two that apply at once
    // must not wait for each other.
    Bookings.lock(connection, known.values());
    settle(connection, sets, files);
    Map<String, List<ScheduleChange>> isNew = new LinkedHashMap<>();
    Map<String, List<ScheduleChange>> changes = new LinkedHashMap<>();
    Map<String, Account> touched = new TreeMap<>();
    List<StoredSchedule> before = schedules.all(connection);
    for (Found found : files) {
      Schedule schedule = found.schedule();
      @Nullable Schedule old =
          Schedules.find(before, schedule.name()).map(StoredSchedule::schedule).orElse(null);
      List<ScheduleChange> differs = ScheduleChange.between(old, schedule);
      (old == null ? isNew : changes).put(schedule.name(), differs);
      List<Account> accounts = accounts(connection, schedule);
      Schedules.put(connection, schedule, found.source(), accounts, workplace.actor());
      if (!differs.isEmpty()) {
        accounts.forEach(account -> touched.put(account.name().toString(), account));
        before(old, known).forEach(account -> touched.put(account.name().toString(), account));
      }
    }
    List<MovedPost> moved =
        new ReflowSlots(schedules, workplace.clock().instant(), workplace.actor())
            .reflow(connection, List.copyOf(touched.values()), "its schedule was changed");
    return new Applied(isNew, changes, moved);
  }

  /** What is evergreen is shown by the old rules up to now, by the new ones from now on. */
  private void settle(Connection connection, List<EvergreenSet> sets, List<Found> files)
      throws SQLException {
    MakeShowings showings = new MakeShowings(schedules);
    for (EvergreenSet set : sets) {
      if (files.stream().anyMatch(each -> each.schedule().name().equals(set.schedule()))) {
        showings.settle(connection, set.name(), workplace.clock().instant());
      }
    }
  }

  private static List<Account> accounts(Connection connection, Schedule schedule)
      throws SQLException {
    List<Account> accounts = new ArrayList<>();
    for (AccountName name : schedule.accounts()) {
      accounts.add(Accounts.get(connection, name));
    }
    return accounts;
  }

  /** The accounts that it was for, but for those that are removed since. */
  private static List<Account> before(@Nullable Schedule old, Map<String, Account> known) {
    return old == null
        ? List.of()
        : old.accounts().stream()
            .flatMap(name -> Optional.ofNullable(known.get(name.toString())).stream())
            .toList();
  }
}

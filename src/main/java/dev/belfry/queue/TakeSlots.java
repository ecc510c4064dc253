package dev.belfry.queue;

import dev.belfry.account.Account;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.queue.UntouchedShowings.Showing;
import dev.belfry.schedule.FindSlot;
import dev.belfry.schedule.Moment;
import dev.belfry.schedule.Planned;
import dev.belfry.schedule.Schedule;
import dev.belfry.schedule.Slot;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds each account of a post its next free slot. One that holds a showing of an evergreen set is
 * as good as free: the showing gives way.
 */
public final class TakeSlots {
  private final Schedules schedules;
  private final Instant now;
  private final String actor;

  /**
   * @param now after which the slots are
   * @param actor who takes them, for the history of what gives way
   */
  public TakeSlots(Schedules schedules, Instant now, String actor) {
    this.schedules = schedules;
    this.now = now;
    this.actor = actor;
  }

  /**
   * The moment of each account's next free slot. It must be queued in the same transaction, until
   * the end of which nobody else is given a slot of these accounts.
   *
   * @param of the schedule's name; null: any that the account is in
   * @param post one that may have slots already, which it leaves; null: a new one
   * @throws NotPossible where there is no such schedule for an account, or no free slot
   */
  public Map<Account, Moment> take(
      Connection connection, List<Account> accounts, @Nullable String of, @Nullable PostId post)
      throws SQLException {
    Bookings.lock(connection, accounts);
    Map<Account, Moment> moments = new HashMap<>();
    for (Account account : accounts) {
      List<Schedule> candidates = candidates(connection, account, of);
      List<Showing> evergreen =
          UntouchedShowings.lock(connection, account.id(), now).stream()
              .filter(showing -> !showing.post().equals(post))
              .toList();
      List<Long> but = new ArrayList<>(deliveries(connection, account, post));
      evergreen.forEach(showing -> but.add(showing.delivery()));
      Planned planned = Bookings.planned(connection, account.id(), now, but);
      Slot slot =
          new FindSlot(candidates, planned)
              .after(now)
              .orElseThrow(() -> new NotPossible(noneFree(account, candidates)));
      planned.add(slot.instant(), slot.name());
      Set<PostId> unused =
          UntouchedShowings.withdraw(
              connection,
              GiveWay.displaced(evergreen, schedules.of(connection, account), planned),
              actor);
      moments.put(account, Moment.in(slot, of == null));
    }
    return moments;
  }

  private static List<Long> deliveries(
      Connection connection, Account account, @Nullable PostId post) throws SQLException {
    return post == null
        ? List.of()
        : ReadPost.read(connection, post).deliveries().stream()
            .filter(each -> each.account().id() == account.id())
            .map(StoredPost.StoredDelivery::id)
            .toList();
  }

  private List<Schedule> candidates(Connection connection, Account account, @Nullable String of)
      throws SQLException {
    if (of == null) {
      List<Schedule> all = schedules.of(connection, account);
      if (all.isEmpty()) {
        throw new NotPossible(
            "no schedule is for %s; name it in a schedule file, and belfry schedules apply FILE"
                .formatted(account.name()));
      }
      return all;
    }
    Schedule schedule = schedules.get(connection, of).schedule();
    if (!schedule.accounts().contains(account.name())) {
      throw new NotPossible(
          "the schedule %s is not for %s; name it in its file, and apply that again"
              .formatted(of, account.name()));
    }
    return List.of(schedule);
  }

  private static String noneFree(Account account, List<Schedule> schedules) {
    String name = schedules.get(0).name();
    return "no slot is free for %s; belfry schedules next %s --account %s tells why"
        .formatted(account.name(), name, account.name());
  }
}

package dev.belfry.queue;

import static java.util.Objects.requireNonNull;

import dev.belfry.account.Account;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.queue.MoveDeliveries.Move;
import dev.belfry.queue.SlotQueue.Entry;
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
import java.util.Optional;
import java.util.Set;

/**
 * Lets what waits in slots flow into the slots that there are: each post, in the order in which
 * they would have gone out, into the first that is free for it. What has a time of its own stays;
 * what is shown of evergreen sets gives way.
 */
public final class ReflowSlots {
  private final Schedules schedules;
  private final Instant now;
  private final String actor;

  /**
   * @param now after which the slots are
   */
  public ReflowSlots(Schedules schedules, Instant now, String actor) {
    this.schedules = schedules;
    this.now = now;
    this.actor = actor;
  }

  /**
   * Moves what can go out earlier, or must go out at another time.
   *
   * @param why for the history
   * @return what was moved, in the order of the queue
   * @throws NotPossible where a post has no slot any more
   */
  public List<MovedPost> reflow(Connection connection, List<Account> accounts, String why)
      throws SQLException {
    Bookings.lock(connection, accounts);
    List<Long> locked = SlotQueue.lock(connection, accounts);
    List<MovedPost> moved = new ArrayList<>();
    for (Account account : accounts) {
      List<Move> moves = new ArrayList<>();
      for (Map.Entry<Entry, Moment> each : flow(connection, account, locked)) {
        Entry entry = each.getKey();
        if (!each.getValue().equals(entry.moment())) {
          moves.add(new Move(entry.delivery(), entry.post(), account.id(), each.getValue()));
          moved.add(new MovedPost(entry.post(), account.name(), entry.moment(), each.getValue()));
        }
      }
      MoveDeliveries.move(connection, moves, why, actor);
    }
    return moved;
  }

  private List<Map.Entry<Entry, Moment>> flow(
      Connection connection, Account account, List<Long> locked) throws SQLException {
    List<Showing> evergreen = UntouchedShowings.lock(connection, account.id(), now);
    List<Long> ids = new ArrayList<>(evergreen.stream().map(Showing::delivery).toList());
    List<Entry> entries =
        SlotQueue.entries(connection, account, locked, now).stream()
            .filter(entry -> !ids.contains(entry.delivery()))
            .toList();
    entries.forEach(entry -> ids.add(entry.delivery()));
    Planned planned = Bookings.planned(connection, account.id(), now, ids);
    List<Schedule> all = schedules.of(connection, account);
    Map<String, FindSlot> byName = new HashMap<>();
    all.forEach(each -> byName.put(each.name(), new FindSlot(List.of(each), planned)));
    FindSlot any = new FindSlot(all, planned);
    // A slot that had no room for one has none for the next: each search goes on where the last
    // ended.
    Map<FindSlot, Instant> reached = new HashMap<>();
    List<Map.Entry<Entry, Moment>> flow = new ArrayList<>();
    for (Entry entry : entries) {
      FindSlot find = entry.slot().any() ? any : byName.get(entry.slot().name().schedule());
      Instant from = find == null ? now : reached.getOrDefault(find, now);
      Instant start = entry.earliest(from);
      Slot slot =
          Optional.ofNullable(find)
              .flatMap(finder -> finder.after(start))
              .orElseThrow(() -> new NotPossible(noSlot(entry, account)));
      // What waits for an embargo leaves the slots before it to the others.
      if (start.equals(from)) {
        reached.put(requireNonNull(find), slot.instant());
      }
      planned.add(slot.instant(), slot.name());
      flow.add(Map.entry(entry, Moment.in(slot, entry.slot().any())));
    }
    Set<PostId> unused =
        UntouchedShowings.withdraw(connection, GiveWay.displaced(evergreen, all, planned), actor);
    return flow;
  }

  private static String noSlot(Entry entry, Account account) {
    return ("post %s for %s waits in %s and would have no slot any more; give it another time, or"
            + " unschedule it, first")
        .formatted(entry.post(), account.name(), entry.slot().name().words());
  }
}

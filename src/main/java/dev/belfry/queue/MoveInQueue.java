package dev.belfry.queue;

import dev.belfry.account.Account;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.queue.MoveDeliveries.Move;
import dev.belfry.queue.SlotQueue.Entry;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.schedule.Moment;
import dev.belfry.schedule.TakenSlot;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lets a post go out before another one; those between give up their slots to each other. */
public final class MoveInQueue {
  private final Instant now;
  private final String actor;

  public MoveInQueue(Instant now, String actor) {
    this.now = now;
    this.actor = actor;
  }

  /**
   * Moves the post for every account for which both wait in slots; one that goes out before the
   * other already stays there. No slot is given up and none is taken.
   *
   * @return what was moved, in the order of the queue
   * @throws NotPossible where there is no such account, or a post would leave the schedule that it
   *     was queued into by name
   */
  public List<MovedPost> move(Connection connection, PostId post, PostId before)
      throws SQLException {
    List<Account> accounts =
        ReadPost.read(connection, post).deliveries().stream().map(StoredDelivery::account).toList();
    Bookings.lock(connection, accounts);
    List<Long> locked = SlotQueue.lock(connection, accounts);
    List<MovedPost> moved = new ArrayList<>();
    boolean shared = false;
    for (Account account : accounts) {
      List<Entry> entries = SlotQueue.entries(connection, account, locked, now);
      int from = indexOf(entries, post);
      int to = indexOf(entries, before);
      shared |= from >= 0 && to >= 0;
      if (to >= 0 && from > to) {
        moved.addAll(shift(connection, account, entries.subList(to, from + 1), before));
      }
    }
    if (!shared) {
      throw new NotPossible(
          ("posts %s and %s do not both wait in slots of one account; belfry queue shows what does,"
                  + " and belfry schedule POST --next takes a slot")
              .formatted(post, before));
    }
    return moved;
  }

  private static int indexOf(List<Entry> entries, PostId post) {
    return entries.stream().map(Entry::post).toList().indexOf(post);
  }

  /** The last of them takes the slot of the first, and each of the others that of the next. */
  private List<MovedPost> shift(
      Connection connection, Account account, List<Entry> entries, PostId before)
      throws SQLException {
    List<Entry> order = new ArrayList<>();
    order.add(entries.get(entries.size() - 1));
    order.addAll(entries.subList(0, entries.size() - 1));
    List<Move> moves = new ArrayList<>();
    List<MovedPost> moved = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      Entry entry = order.get(i);
      Moment to = in(entry, entries.get(i).moment(), account);
      moves.add(new Move(entry.delivery(), entry.post(), account.id(), to));
      moved.add(new MovedPost(entry.post(), account.name(), entry.moment(), to));
    }
    MoveDeliveries.move(connection, moves, "moved before post " + before, actor);
    return moved;
  }

  private static Moment in(Entry entry, Moment there, Account account) {
    TakenSlot slot = there.slot();
    if (slot == null) {
      throw new IllegalArgumentException("no slot: " + there);
    }
    String own = entry.slot().name().schedule();
    if (!entry.slot().any() && !slot.name().schedule().equals(own)) {
      throw new NotPossible(
          ("post %s was queued into %s by name, and would leave it on %s; belfry schedule %s"
                  + " --next lets it go anywhere")
              .formatted(entry.post(), own, account.name(), entry.post()));
    }
    if (entry.isEarly(there.instant())) {
      throw new NotPossible(
          "post %s would go out to %s before its embargo is over (%s); nothing was moved"
              .formatted(entry.post(), account.name(), entry.notBefore()));
    }
    return new Moment(
        there.instant(),
        there.wall(),
        there.zone(),
        null,
        /* exact= */ false,
        new TakenSlot(slot.name(), entry.slot().any()));
  }
}

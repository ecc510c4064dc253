package dev.belfry.cli;

import static java.util.stream.Collectors.joining;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.AccountName;
import dev.belfry.queue.Bookings;
import dev.belfry.queue.ListDeliveries;
import dev.belfry.queue.QueuedDelivery;
import dev.belfry.queue.Schedules;
import dev.belfry.queue.StoredSchedule;
import dev.belfry.schedule.FindSlot;
import dev.belfry.schedule.Schedule;
import dev.belfry.schedule.Slot;
import dev.belfry.schedule.SlotName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of slots: which posts wait in them, and why none can be queued into them.
 *
 * @param schedules those that are asked for
 * @param posts by their numbers
 */
record SlotStates(
    List<Schedule> schedules,
    Map<SlotName, SortedSet<Long>> posts,
    Function<Slot, @Nullable String> refusals) {

  /**
   * Reads them from the database.
   *
   * @param name of one schedule; null: of all
   * @param account whose slots they are; null: any of the schedule's, and what is planned for
   *     single ones refuses nothing
   */
  static SlotStates read(
      Connection connection, @Nullable String name, @Nullable AccountName account, Instant now)
      throws SQLException {
    Schedules stored = new Schedules(QuartzCron::read);
    @Nullable Account known = account == null ? null : Accounts.get(connection, account);
    List<Schedule> schedules =
        name != null
            ? List.of(stored.get(connection, name).schedule())
            : known == null
                ? stored.all(connection).stream().map(StoredSchedule::schedule).toList()
                : stored.of(connection, known);
    Map<SlotName, SortedSet<Long>> posts = new HashMap<>();
    for (QueuedDelivery each : ListDeliveries.queue(connection)) {
      if (each.slot() != null && (account == null || account.equals(each.account()))) {
        posts.computeIfAbsent(each.slot(), slot -> new TreeSet<>()).add(each.post().number());
      }
    }
    if (known == null) {
      return new SlotStates(schedules, posts, Slot::refusal);
    }
    FindSlot find =
        new FindSlot(schedules, Bookings.planned(connection, known.id(), now, List.of()));
    return new SlotStates(schedules, posts, find::refusal);
  }

  /** Those of schedules that are in no database. */
  static SlotStates of(List<Schedule> schedules) {
    return new SlotStates(schedules, Map.of(), Slot::refusal);
  }

  /** {@code post 42}, {@code posts 42, 43}, a reason, or {@code free}. */
  String of(Slot slot) {
    SortedSet<Long> there = posts.get(slot.name());
    if (there != null) {
      return (there.size() == 1 ? "post " : "posts ")
          + there.stream().map(id -> Long.toString(id)).collect(joining(", "));
    }
    String refusal = refusals.apply(slot);
    return refusal == null ? "free" : refusal;
  }

  boolean isFree(Slot slot) {
    return !posts.containsKey(slot.name()) && refusals.apply(slot) == null;
  }
}

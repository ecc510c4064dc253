package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.cli.RehearsalReport.PassedOver;
import dev.belfry.cli.RehearsalReport.SlotLine;
import dev.belfry.schedule.MergedSlots;
import dev.belfry.schedule.Slot;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What becomes of the slots of every schedule in a while, account by account. */
final class SumUpSlots {

  private static final class Tally {
    private int slots;
    private int taken;
    private final List<PassedOver> passedOver = new ArrayList<>();
  }

  private SumUpSlots() {}

  /** Of all accounts that schedules are for. */
  static List<SlotLine> between(Connection connection, Instant since, Instant until)
      throws SQLException {
    List<SlotLine> lines = new ArrayList<>();
    for (Account account : Accounts.all(connection)) {
      SlotStates states = SlotStates.read(connection, null, account.name(), since);
      tally(states, since, until)
          .forEach((schedule, tally) -> lines.add(line(schedule, account, tally)));
    }
    return lines;
  }

  private static Map<String, Tally> tally(SlotStates states, Instant since, Instant until) {
    Map<String, Tally> tallies = new TreeMap<>();
    MergedSlots slots = MergedSlots.after(states.schedules(), since);
    while (slots.hasNext()) {
      Slot slot = slots.next();
      if (slot.instant().isAfter(until)) {
        break;
      }
      count(tallies.computeIfAbsent(slot.name().schedule(), unused -> new Tally()), slot, states);
    }
    return tallies;
  }

  private static void count(Tally tally, Slot slot, SlotStates states) {
    tally.slots++;
    if (states.posts().containsKey(slot.name())) {
      tally.taken++;
      return;
    }
    @Nullable String refusal = states.refusals().apply(slot);
    if (refusal != null) {
      tally.passedOver.add(new PassedOver(slot.instant(), slot.name().nominal(), refusal));
    }
  }

  private static SlotLine line(String schedule, Account account, Tally tally) {
    return new SlotLine(
        schedule,
        account.name(),
        tally.slots,
        tally.taken,
        tally.slots - tally.taken - tally.passedOver.size(),
        tally.passedOver);
  }
}

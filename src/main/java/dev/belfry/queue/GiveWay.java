package dev.belfry.queue;

import dev.belfry.queue.UntouchedShowings.Showing;
import dev.belfry.schedule.FindSlot;
import dev.belfry.schedule.Planned;
import dev.belfry.schedule.Schedule;
import dev.belfry.schedule.Slot;
import dev.belfry.schedule.SlotsOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is evergreen gives way to everything else: it can be shown another time. */
final class GiveWay {
  private GiveWay() {}

  /**
   * Those of the showings that have no place any more: their slots are no slots now, or are taken,
   * or too close to something else, or over a cap.
   *
   * @param showings in the order in which they go out
   * @param schedules all that are for the account
   * @param planned for the account, but for the showings; those that keep their places are noted
   */
  static List<Showing> displaced(
      List<Showing> showings, List<Schedule> schedules, Planned planned) {
    List<Showing> displaced = new ArrayList<>();
    for (Showing showing : showings) {
      if (keepsPlace(showing, schedules, planned)) {
        planned.add(showing.at(), showing.slot());
      } else {
        displaced.add(showing);
      }
    }
    return displaced;
  }

  private static boolean keepsPlace(Showing showing, List<Schedule> schedules, Planned planned) {
    Optional<Schedule> schedule =
        schedules.stream().filter(each -> each.name().equals(showing.slot().schedule())).findAny();
    if (schedule.isEmpty()) {
      return false;
    }
    Optional<Slot> slot = SlotsOf.at(schedule.get(), showing.slot().nominal());
    return slot.isPresent()
        && slot.get().instant().equals(showing.at())
        && new FindSlot(List.of(schedule.get()), planned).refusal(slot.get()) == null;
  }
}

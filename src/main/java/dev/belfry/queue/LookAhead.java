package dev.belfry.queue;

import static java.util.stream.Collectors.toMap;

import dev.belfry.queue.MakeShowings.Coming;
import dev.belfry.queue.MakeShowings.Standing;
import dev.belfry.queue.Showings.Made;
import dev.belfry.schedule.Rests;
import dev.belfry.schedule.Rests.Said;
import dev.belfry.schedule.Rotation.Wording;
import dev.belfry.schedule.Schedule;
import dev.belfry.schedule.Slot;
import dev.belfry.schedule.SlotsOf;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is to come of an evergreen set on one of its accounts. Nothing is changed. */
final class LookAhead {
  /** As far as anybody looks. */
  private static final Duration IN_SIGHT = Duration.ofDays(400);

  private final SetOnAccount there;
  private final Instant now;

  LookAhead(SetOnAccount there) {
    this.there = there;
    this.now = there.now();
  }

  /**
   * The next slots that are the set's to fill: what is made for them, or would be, and where every
   * text rests.
   */
  List<Coming> coming(int most) throws SQLException {
    @Nullable Schedule schedule = there.schedule();
    if (schedule == null) {
      return List.of();
    }
    Map<LocalDateTime, Made> waiting =
        Showings.waiting(there.connection(), there.set().id(), there.account().id(), now).stream()
            .collect(toMap(Made::nominal, Function.identity()));
    List<Coming> coming = new ArrayList<>();
    for (Made each : waiting.values()) {
      Slot slot = SlotsOf.at(schedule, each.nominal()).orElse(null);
      if (slot != null && slot.instant().isAfter(now)) {
        coming.add(new Coming(there.account(), slot, each.textOf(), each.post()));
      }
    }
    if (there.set().held() == null) {
      there
          .slots(schedule)
          .fill(there.rotation(schedule), now, now.plus(IN_SIGHT), now, most)
          .forEach(
              each ->
                  coming.add(
                      new Coming(there.account(), each.slot(), each.textOf().orElse(null), null)));
    }
    coming.sort((one, other) -> one.slot().instant().compareTo(other.slot().instant()));
    return coming.subList(0, Math.min(most, coming.size()));
  }

  /** How each text stands there now; empty where the schedule is not for the account any more. */
  List<Standing> standings() throws SQLException {
    @Nullable Schedule schedule = there.schedule();
    if (schedule == null) {
      return List.of();
    }
    List<Wording> wordings = there.wordings();
    Rests rests = there.rests(schedule, wordings);
    return wordings.stream().map(wording -> standing(wording, rests)).toList();
  }

  private Standing standing(Wording wording, Rests rests) {
    Optional<LocalDate> over = rests.over(wording.says(), now);
    boolean isResting = rests.isResting(wording.says(), now, null);
    return new Standing(
        there.account(),
        wording.post(),
        rests.lastBy(wording.says(), now).map(Said::at).orElse(null),
        isResting ? over.orElse(null) : null,
        over.isEmpty());
  }
}

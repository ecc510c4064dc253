package dev.belfry.schedule;

import dev.belfry.post.PostId;
import dev.belfry.schedule.Rotation.Wording;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which free slots of a schedule an evergreen set fills on an account, and with what. */
public final class FillSlots {
  /**
   * A slot that nothing else is in.
   *
   * @param wording what is shown in it; null where every text rests
   */
  public record Filled(Slot slot, @Nullable Wording wording) {
    /** The post whose words are shown. */
    public Optional<PostId> textOf() {
      return Optional.ofNullable(wording).map(Wording::post);
    }
  }

  private final Schedule schedule;
  private final Planned planned;
  private final Set<LocalDateTime> over;
  private final FindSlot find;

  /**
   * @param planned for the account; what is filled is noted there, too
   * @param over nominal times of slots that the set has filled before
   */
  public FillSlots(Schedule schedule, Planned planned, Set<LocalDateTime> over) {
    this.schedule = schedule;
    this.planned = planned;
    this.over = Set.copyOf(over);
    this.find = new FindSlot(List.of(schedule), planned);
  }

  /** Whether there is a slot to fill after the first instant and not after the second. */
  public boolean isAny(Instant after, Instant until) {
    SlotsOf slots = SlotsOf.after(schedule, after);
    while (slots.hasNext()) {
      Slot slot = slots.next();
      if (slot.instant().isAfter(until)) {
        return false;
      } else if (isOpen(slot)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOpen(Slot slot) {
    return !over.contains(slot.name().nominal()) && find.refusal(slot) == null;
  }

  /**
   * The slots to fill, in order, after the first instant and not after the second.
   *
   * @param now what is late is shown at this time, not at its slot's
   * @param most how many, at the most
   */
  public List<Filled> fill(Rotation rotation, Instant after, Instant until, Instant now, int most) {
    List<Filled> filled = new ArrayList<>();
    SlotsOf slots = SlotsOf.after(schedule, after);
    while (slots.hasNext() && filled.size() < most) {
      Slot slot = slots.next();
      if (slot.instant().isAfter(until)) {
        break;
      } else if (isOpen(slot)) {
        Instant shown = slot.instant().isBefore(now) ? now : slot.instant();
        Optional<Wording> next = rotation.next(slot.instant(), shown);
        next.ifPresent(
            wording -> {
              rotation.show(wording, shown);
              planned.add(slot.instant(), slot.name());
            });
        filled.add(new Filled(slot, next.orElse(null)));
      }
    }
    return filled;
  }
}

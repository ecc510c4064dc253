package dev.belfry.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a schedule from some instant on, one after another; as a rule without an end. Each
 * is later than the one before it. It depends on nothing but the schedule and the rules of its
 * zone: asked twice, from wherever, it gives the same slots. Not thread-safe.
 *
 * <p>A time that the clocks leave out goes out at the first moment after the gap, one that they
 * show twice at the first of the two. Slots that fall on one moment so are one slot, the first.
 */
public final class SlotsOf implements Iterator<Slot> {
  /**
   * A slot's moment depends on its neighbours; the one before it may lie as far back as a zone ever
   * left out: Samoa went without a whole day.
   */
  private static final Duration LEAD = Duration.ofDays(3);

  /** A slot before jitter. */
  private record Base(LocalDateTime nominal, Instant instant) {}

  private final Schedule schedule;
  private @Nullable LocalDateTime reached;
  private @Nullable Base last;
  private @Nullable Base coming;
  private @Nullable Slot next;

  private SlotsOf(Schedule schedule, LocalDateTime start) {
    this.schedule = schedule;
    this.reached = start;
    this.coming = nextBase(null);
    this.next = nextSlot();
  }

  /** The slots that go out after the instant. */
  public static SlotsOf after(Schedule schedule, Instant instant) {
    Duration lead = LEAD.plus(schedule.jitter().multipliedBy(4));
    LocalDateTime there = LocalDateTime.ofInstant(instant, schedule.zone());
    SlotsOf slots = new SlotsOf(schedule, there.minus(lead));
    while (slots.next != null && !slots.next.instant().isAfter(instant)) {
      slots.next = slots.nextSlot();
    }
    return slots;
  }

  /** The slot of that time; empty where the schedule has none. */
  public static Optional<Slot> at(Schedule schedule, LocalDateTime nominal) {
    Instant before = firstMoment(nominal, schedule.zone()).minus(schedule.jitter()).minusMillis(1);
    SlotsOf slots = after(schedule, before);
    while (slots.next != null && slots.next.name().nominal().isBefore(nominal)) {
      slots.next = slots.nextSlot();
    }
    return Optional.ofNullable(slots.next).filter(slot -> slot.name().nominal().equals(nominal));
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Slot next() {
    Slot given = next;
    if (given == null) {
      throw new NoSuchElementException("the schedule has come to its end");
    }
    next = nextSlot();
    return given;
  }

  private @Nullable Slot nextSlot() {
    Base before = last;
    Base base = coming;
    if (base == null) {
      return null;
    }
    coming = nextBase(base);
    last = base;
    SlotName name = new SlotName(schedule.name(), base.nominal);
    String refusal = schedule.refusal(local(base.instant));
    Instant instant =
        refusal == null ? jittered(name, base.instant, room(before, base)) : base.instant;
    return new Slot(name, schedule.zone(), instant, refusal);
  }

  private @Nullable Base nextBase(@Nullable Base before) {
    while (reached != null) {
      LocalDateTime nominal = schedule.times().after(reached).orElse(null);
      reached = nominal;
      if (nominal != null) {
        Instant instant = firstMoment(nominal, schedule.zone());
        if (before == null || instant.isAfter(before.instant)) {
          return new Base(nominal, instant);
        }
      }
    }
    return null;
  }

  /** When a clock in the zone first shows the time, or the first that it shows after it. */
  public static Instant firstMoment(LocalDateTime wall, ZoneId zone) {
    return zone.getRules().getValidOffsets(wall).isEmpty()
        ? zone.getRules().getTransition(wall).getInstant()
        : wall.toInstant(zone.getRules().getValidOffsets(wall).get(0));
  }

  /** How many minutes it may be moved by without getting in the way of a neighbour. */
  private long room(@Nullable Base before, Base base) {
    long room = schedule.jitter().toMinutes();
    if (before != null) {
      room = Math.min(room, half(Duration.between(before.instant, base.instant)));
    }
    return coming == null
        ? room
        : Math.min(room, half(Duration.between(base.instant, coming.instant)));
  }

  private static long half(Duration apart) {
    return Math.max(0, (apart.toMinutes() - 1) / 2);
  }

  /**
   * Where jitter would carry it to where nothing goes out, it goes the other way, or not at all.
   */
  private Instant jittered(SlotName name, Instant base, long room) {
    long minutes = Jitter.minutes(name, room);
    for (long shift : new long[] {minutes, -minutes}) {
      Instant moved = base.plus(Duration.ofMinutes(shift));
      if (schedule.refusal(local(moved)) == null) {
        return moved;
      }
    }
    return base;
  }

  private LocalDateTime local(Instant instant) {
    return LocalDateTime.ofInstant(instant, schedule.zone());
  }
}

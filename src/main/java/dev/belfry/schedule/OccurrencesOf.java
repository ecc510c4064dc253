package dev.belfry.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The times of a rule by which a post repeats, one after another. They depend on nothing but the
 * rule, what came before, and the rules of its zone: asked twice, from wherever, it gives the same.
 * Not thread-safe.
 *
 * <p>As with slots, a time that the clocks leave out comes at the first moment after the gap, one
 * that they show twice at the first of the two, and times that fall on one moment so are one.
 */
public final class OccurrencesOf implements Iterator<Occurrence> {
  /** As far as a zone ever left out: Samoa went without a whole day. */
  private static final Duration LEAD = Duration.ofDays(3);

  private final Repeat repeat;
  private @Nullable LocalDateTime reached;
  private Instant after;
  private int left;
  private @Nullable Occurrence next;

  private OccurrencesOf(Repeat repeat, LocalDateTime reached, Instant after, int made) {
    this.repeat = repeat;
    this.reached = reached;
    this.after = after;
    this.left = (repeat.count() == null ? Integer.MAX_VALUE : repeat.count()) - made;
    this.next = find();
  }

  /** All of them. */
  public static OccurrencesOf first(Repeat repeat) {
    LocalDateTime there = LocalDateTime.ofInstant(repeat.since(), repeat.zone());
    return new OccurrencesOf(repeat, there.minus(LEAD), repeat.since(), 0);
  }

  /**
   * Those that come after some.
   *
   * @param made how many there were
   * @param last the last of them, as the rule says it: when it was may be another moment by now,
   *     where the rules of the zone have changed
   */
  public static OccurrencesOf following(Repeat repeat, int made, LocalDateTime last) {
    return new OccurrencesOf(repeat, last, SlotsOf.firstMoment(last, repeat.zone()), made);
  }

  private @Nullable Occurrence find() {
    while (reached != null && left > 0) {
      LocalDateTime nominal = repeat.times().after(reached).orElse(null);
      reached = nominal;
      if (nominal != null) {
        Instant instant = SlotsOf.firstMoment(nominal, repeat.zone());
        if (repeat.until() != null && instant.isAfter(repeat.until())) {
          return null;
        }
        if (instant.isAfter(after)) {
          after = instant;
          left--;
          return new Occurrence(nominal, instant);
        }
      }
    }
    return null;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Occurrence next() {
    Occurrence found = next;
    if (found == null) {
      throw new NoSuchElementException("the rule has come to its end");
    }
    next = find();
    return found;
  }
}

package dev.belfry.schedule;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * The wall times of slots, one after another, as a rule tells them; a rule has an end only where it
 * names a year. It knows no zone: what a clock makes of such a time is not its concern. Two rules
 * that say the same are equal. Thread-safe.
 */
public interface SlotTimes {

  /** The first time that is later than this one; empty where there is none any more. */
  Optional<LocalDateTime> after(LocalDateTime time);

  /** The rule as people read it: {@code mon, wed 09:00, 15:30}. */
  String words();
}

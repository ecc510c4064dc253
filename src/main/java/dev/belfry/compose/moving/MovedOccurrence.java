package dev.belfry.compose.moving;

import java.time.Instant;
import java.time.LocalDateTime;

/**
 * A time of a rule, and the post that was made for it.
 *
 * @param nominal the time as the rule says it
 * @param at when that was
 */
public record MovedOccurrence(long rule, LocalDateTime nominal, Instant at, long post)
    implements HouseLine {
  public MovedOccurrence {
    Absent.refuse("nominal", nominal);
    Absent.refuse("at", at);
  }

  @Override
  public void giveTo(TakeEach taker) {
    taker.take(this);
  }
}

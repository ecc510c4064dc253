package dev.belfry.compose.moving;

import java.time.Instant;
import java.time.LocalDateTime;

/**
 * A slot that a set filled.
 *
 * @param nominal the slot's time as its schedule says it
 * @param at when that was
 * @param textOf the post whose words it has
 * @param post the one that was made for it
 */
public record MovedShowing(
    String set, String account, LocalDateTime nominal, Instant at, long textOf, long post)
    implements HouseLine {
  public MovedShowing {
    Absent.refuse("set", set);
    Absent.refuse("account", account);
    Absent.refuse("nominal", nominal);
    Absent.refuse("at", at);
  }

  @Override
  public void giveTo(TakeEach taker) {
    taker.take(this);
  }
}

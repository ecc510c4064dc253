package dev.belfry.compose.moving;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An evergreen set.
 *
 * @param schedule whose free slots it fills
 * @param restDays for how long a text is not shown again to an account
 * @param held why nothing of it is shown; null where it is
 * @param by who made it
 */
public record MovedSet(
    String set,
    String schedule,
    int restDays,
    @Nullable String held,
    String by,
    List<Reached> accounts)
    implements HouseLine {

  /** An account that it is for, and up to where its slots are over. */
  public record Reached(String account, Instant reached) {
    public Reached {
      Absent.refuse("account", account);
      Absent.refuse("reached", reached);
    }
  }

  public MovedSet {
    Absent.refuse("set", set);
    Absent.refuse("schedule", schedule);
    Absent.refuse("by", by);
    accounts = Absent.toEmpty(accounts);
    if (held != null) {
      Absent.refuse("held", held);
    }
    if (restDays < 1) {
      throw new IllegalArgumentException("\"restDays\" is 1 or more");
    }
  }

  @Override
  public void giveTo(TakeEach taker) {
    taker.take(this);
  }
}

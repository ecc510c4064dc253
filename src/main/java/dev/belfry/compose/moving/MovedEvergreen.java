package dev.belfry.compose.moving;

import dev.belfry.compose.moving.MovedRule.Requests;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post whose words a set shows.
 *
 * @param member of the set: posts of one say the same thing
 * @param turn which of them it is
 * @param elsewhere when it was on X before it came to Belfry; null where nobody knows of that
 */
public record MovedEvergreen(
    String set,
    long post,
    int member,
    int turn,
    @Nullable Instant elsewhere,
    List<Requests> accounts)
    implements HouseLine {
  public MovedEvergreen {
    Absent.refuse("set", set);
    accounts = Absent.toEmpty(accounts);
    if (member < 1 || turn < 1) {
      throw new IllegalArgumentException("\"member\" and \"turn\" count from 1");
    }
  }

  @Override
  public void giveTo(TakeEach taker) {
    taker.take(this);
  }
}

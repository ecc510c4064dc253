package dev.belfry.compose.moving;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is stopped.
 *
 * @param account null: everything
 * @param by who stopped it
 * @param untilLogIn whether a log-in lets it go on
 */
public record MovedHold(
    @Nullable String account, String reason, Instant since, String by, boolean untilLogIn)
    implements HouseLine {
  public MovedHold {
    Absent.refuse("reason", reason);
    Absent.refuse("since", since);
    Absent.refuse("by", by);
  }

  @Override
  public void giveTo(TakeEach taker) {
    taker.take(this);
  }
}

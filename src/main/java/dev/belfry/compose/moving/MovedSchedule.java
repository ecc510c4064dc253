package dev.belfry.compose.moving;

import java.util.List;

/**
 * A schedule.
 *
 * @param source its file
 * @param accounts whose posts may be queued into it
 */
public record MovedSchedule(String source, List<String> accounts) implements HouseLine {
  public MovedSchedule {
    Absent.refuse("source", source);
    accounts = Absent.toEmpty(accounts);
  }

  @Override
  public void giveTo(TakeEach taker) {
    taker.take(this);
  }
}

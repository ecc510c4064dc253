package dev.belfry.schedule;

import java.time.Duration;

/**
 * How much goes out to an account, at the most, counting everything that is planned for it.
 *
 * @param day how many on a day of the schedule's zone; {@link #NO_CAP}: any
 * @param week how many in a week of it, from Monday on; {@link #NO_CAP}: any
 * @param spacing how far a slot must be from everything else; zero: only not at the same moment
 */
public record Limits(int day, int week, Duration spacing) {
  public static final int NO_CAP = Integer.MAX_VALUE;

  public static final Limits NONE = new Limits(NO_CAP, NO_CAP, Duration.ZERO);
}

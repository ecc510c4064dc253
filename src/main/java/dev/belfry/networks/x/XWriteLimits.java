package dev.belfry.networks.x;

import dev.belfry.publish.WriteLimit;
import java.time.Duration;
import java.util.List;

/** How many posts X takes: of an account, and of all accounts that use one app. */
public final class XWriteLimits {
  private static final String SOURCE = "https://docs.x.com/x-api/fundamentals/rate-limits";

  public static final List<WriteLimit> ALL =
      List.of(
          WriteLimit.ofAccount(100, Duration.ofMinutes(15), SOURCE),
          new WriteLimit(10_000, 1, Duration.ofDays(1), /* together= */ true, SOURCE));

  private XWriteLimits() {}
}

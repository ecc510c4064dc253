package dev.belfry.networks.bluesky;

import dev.belfry.publish.WriteLimit;
import java.time.Duration;
import java.util.List;

/** How many points Bluesky lets an account spend; a record that is made costs three. */
public final class BlueskyWriteLimits {
  private static final String SOURCE = "https://docs.bsky.app/docs/advanced-guides/rate-limits";

  private static final int POINTS = 3;

  public static final List<WriteLimit> ALL =
      List.of(
          new WriteLimit(5_000, POINTS, Duration.ofHours(1), /* together= */ false, SOURCE),
          new WriteLimit(35_000, POINTS, Duration.ofDays(1), /* together= */ false, SOURCE));

  private BlueskyWriteLimits() {}
}

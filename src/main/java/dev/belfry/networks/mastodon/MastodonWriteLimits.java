package dev.belfry.networks.mastodon;

import dev.belfry.publish.WriteLimit;
import java.time.Duration;
import java.util.List;

/** How many requests a Mastodon server takes of an account, unless it is set otherwise. */
public final class MastodonWriteLimits {
  private static final String SOURCE = "https://docs.joinmastodon.org/api/rate-limits/";

  public static final List<WriteLimit> ALL =
      List.of(WriteLimit.ofAccount(300, Duration.ofMinutes(5), SOURCE));

  private MastodonWriteLimits() {}
}

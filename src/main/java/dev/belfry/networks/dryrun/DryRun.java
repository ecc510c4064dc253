package dev.belfry.networks.dryrun;

import dev.belfry.post.AccountName;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Look;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Publisher;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Stands in for every network: it sends nothing, and says of each part where it would be. The
 * record of what would have been sent is the attempt itself.
 */
public final class DryRun implements Publisher {

  @Override
  public Outcome publish(Attempt attempt, Duration within) {
    AccountName account = attempt.claim().account();
    String id = attempt.claim().delivery() + "-" + attempt.position();
    String url = "dry-run://" + account.network().word() + "/" + account.address() + "/" + id;
    return switch (account.network()) {
      case X, MASTODON -> new Outcome.Posted(id, /* cid= */ null, url);
      case BLUESKY -> new Outcome.Posted(uri(attempt), standInForCid(attempt), url);
    };
  }

  /**
   * An attempt that a node left open was not settled, and so it never was: there is nobody else who
   * could have taken it.
   */
  @Override
  public Look look(OpenAttempt attempt, Duration within) {
    return new Look.ProvedAbsent();
  }

  private static String uri(Attempt attempt) {
    return "at://%s/app.bsky.feed.post/%s"
        .formatted(attempt.claim().account().handle(), attempt.request().correlation());
  }

  /** As unique as the real one, which only the encoding of the record on the network can give. */
  private static String standInForCid(Attempt attempt) {
    return "dry-run-" + HexFormat.of().formatHex(attempt.request().sha256());
  }
}

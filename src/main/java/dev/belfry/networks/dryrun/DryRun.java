package dev.belfry.networks.dryrun;

import dev.belfry.post.AccountName;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Look;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.PostUrls;
import dev.belfry.publish.Publisher;
import dev.belfry.publish.Request;
import dev.belfry.publish.Retraction;
import dev.belfry.queue.Claim;
import dev.belfry.queue.SentPart;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Stands in for every network: it sends nothing, and says of each part where it would be. The
 * record of what would have been sent is the attempt itself.
 */
public final class DryRun implements Publisher, PostUrls {

  @Override
  public Outcome publish(Attempt attempt, Duration within) {
    Claim claim = attempt.claim();
    return posted(claim.account(), claim.delivery(), attempt.position(), attempt.request());
  }

  @Override
  public Outcome.Posted read(OpenAttempt attempt, String url) {
    Outcome.Posted posted =
        posted(
            attempt.account(),
            attempt.delivery(),
            attempt.position(),
            new Request(attempt.body(), attempt.correlation()));
    if (!posted.url().equals(url)) {
      throw PostUrls.notOneOf(attempt.account(), url, posted.url());
    }
    return posted;
  }

  /**
   * An attempt that a node left open was not settled, and so it never was: there is nobody else who
   * could have taken it.
   */
  @Override
  public Look look(OpenAttempt attempt, Duration within) {
    return new Look.ProvedAbsent();
  }

  /** There is nothing to take back. */
  @Override
  public Retraction retract(AccountName account, SentPart part, Duration within) {
    return new Retraction.Gone("nobody ever saw it");
  }

  private static Outcome.Posted posted(
      AccountName account, long delivery, int position, Request request) {
    String id = delivery + "-" + position;
    String url = "dry-run://" + account.network().word() + "/" + account.address() + "/" + id;
    return switch (account.network()) {
      case X, MASTODON -> new Outcome.Posted(id, /* cid= */ null, url);
      case BLUESKY -> new Outcome.Posted(uri(account, request), standInForCid(request), url);
    };
  }

  private static String uri(AccountName account, Request request) {
    return "at://%s/app.bsky.feed.post/%s".formatted(account.handle(), request.correlation());
  }

  /** As unique as the real one, which only the encoding of the record on the network can give. */
  private static String standInForCid(Request request) {
    return "dry-run-" + HexFormat.of().formatHex(request.sha256());
  }
}

package dev.belfry.networks.dryrun;

import dev.belfry.networks.bluesky.RecordWrite;
import dev.belfry.post.AccountName;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.LivePart;
import dev.belfry.publish.Look;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.PostUrls;
import dev.belfry.publish.Publisher;
import dev.belfry.publish.Retraction;
import dev.belfry.queue.Claim;
import dev.belfry.queue.SentPart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands in for every network: it sends nothing, and says of each part where it would be. The
 * record of what would have been sent is the attempt itself.
 */
public final class DryRun implements Publisher, PostUrls {

  @Override
  public Outcome publish(Attempt attempt, Duration within) {
    Claim claim = attempt.claim();
    return posted(claim.account(), claim.delivery(), attempt.position(), attempt.request().body());
  }

  @Override
  public Outcome.Posted read(OpenAttempt attempt, String url) {
    Outcome.Posted posted =
        posted(attempt.account(), attempt.delivery(), attempt.position(), attempt.body());
    boolean isOneOfThem =
        posted.url().equals(url)
            || posted.further().stream().anyMatch(part -> part.url().equals(url));
    if (!isOneOfThem) {
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
      AccountName account, long delivery, int position, String body) {
    return switch (account.network()) {
      case X, MASTODON ->
          new Outcome.Posted(
              id(delivery, position), /* cid= */ null, url(account, delivery, position));
      case BLUESKY -> records(account, delivery, position, RecordWrite.in(body));
    };
  }

  /** Their addresses and hashes are what they would be, but for the account's DID in them. */
  private static Outcome.Posted records(
      AccountName account, long delivery, int position, List<RecordWrite> writes) {
    List<LivePart> parts = new ArrayList<>();
    for (RecordWrite write : writes) {
      parts.add(
          new LivePart(write.uri(), write.cid(), url(account, delivery, position + parts.size())));
    }
    LivePart first = parts.get(0);
    return new Outcome.Posted(
        first.remoteId(), first.cid(), first.url(), parts.subList(1, parts.size()));
  }

  private static String url(AccountName account, long delivery, int position) {
    String at = "dry-run://" + account.network().word() + "/" + account.address();
    return at + "/" + id(delivery, position);
  }

  private static String id(long delivery, int position) {
    return delivery + "-" + position;
  }
}

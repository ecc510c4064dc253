package dev.belfry.networks.x;

import dev.belfry.account.Credentials;
import dev.belfry.media.MediaSource;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.Deadline;
import dev.belfry.networks.http.ReadReply;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.UnlessLive;
import dev.belfry.post.AccountName;
import dev.belfry.post.Post;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Look;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Patience;
import dev.belfry.publish.Preparation;
import dev.belfry.publish.Publisher;
import dev.belfry.publish.Retraction;
import dev.belfry.queue.AbsentTries;
import dev.belfry.queue.Claim;
import dev.belfry.queue.SentPart;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sends to X by its <a href="https://docs.x.com/x-api/posts/create-post">API v2</a>. X knows no key
 * for a request, so that nothing is ever proved not to be live: in the rare case of a doubt that a
 * look can't settle a person is asked. Thread-safe.
 */
public final class XPublisher implements Publisher {
  /** How long a new post may take to be among an account's posts. */
  private static final Duration SHOWS_AFTER = Duration.ofSeconds(30);

  private final InstantSource clock;
  private final XDoor door;
  private final XUploads uploads;
  private final XLook look;
  private final XRetract retract;

  /** Nothing is asked of what it gets before something is sent. */
  public XPublisher(Credentials credentials, MediaSource media, InstantSource clock) {
    this.clock = clock;
    this.door = new XDoor(credentials, new XTokens(clock), clock);
    this.uploads = new XUploads(door, media, clock);
    this.look = new XLook(door, clock);
    this.retract = new XRetract(door, clock);
  }

  @Override
  public Preparation prepare(
      Claim claim, Post post, Set<String> lacks, Map<String, String> known, Patience patience) {
    return uploads.prepare(claim.account(), post, lacks, known, new Deadline(patience, clock));
  }

  @Override
  public Outcome publish(Attempt attempt, Duration within) {
    Deadline deadline = new Deadline(within, clock);
    try {
      return insteadOfSending(attempt, deadline).orElseGet(() -> send(attempt, deadline));
    } catch (Barred barred) {
      return barred.outcome();
    }
  }

  /**
   * An earlier try that was not found may have arrived since. X refuses a text that is there, but
   * not one that was edited, or that has files; whoever has the very same sent again knows that.
   */
  private Optional<Outcome> insteadOfSending(Attempt attempt, Deadline deadline) {
    AbsentTries absent = attempt.claim().absent();
    return absent == null || absent.newest().equals(attempt.request().body())
        ? Optional.empty()
        : look.lookForEarlier(attempt, absent, deadline).fold(new UnlessLive());
  }

  private Outcome send(Attempt attempt, Deadline deadline) {
    String body = attempt.request().body();
    Reply reply =
        door.ask(
            attempt.claim().account(), base -> Call.postJson(base, "/2/tweets", body), deadline);
    return new ReadReply(new XDialect(attempt, clock), clock).outcome(reply);
  }

  @Override
  public Look look(OpenAttempt attempt, Duration within) {
    Instant shown = attempt.openedAt().plus(SHOWS_AFTER);
    if (clock.instant().isBefore(shown)) {
      return new Look.Later(shown, "X may take half a minute to show a new post");
    }
    try {
      return look.look(attempt, new Deadline(within, clock));
    } catch (Barred barred) {
      return new Look.Unanswered(barred.outcome().words());
    }
  }

  @Override
  public Retraction retract(AccountName account, SentPart part, Duration within) {
    try {
      return retract.retract(account, part, new Deadline(within, clock));
    } catch (Barred barred) {
      return new Retraction.NotNow(barred.outcome().words(), null);
    }
  }
}

package dev.belfry.networks.mastodon;

import dev.belfry.account.Credentials;
import dev.belfry.media.MediaSource;
import dev.belfry.networks.body.FillIn;
import dev.belfry.networks.body.JsonBody;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.Deadline;
import dev.belfry.networks.http.Dialect;
import dev.belfry.networks.http.ReadReply;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.networks.http.UnlessLive;
import dev.belfry.networks.mastodon.UploadMedia.Standing;
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
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Publishes to Mastodon, and to what speaks <a href="https://docs.joinmastodon.org/api/">its
 * API</a>. Thread-safe.
 */
public final class MastodonPublisher implements Publisher {
  private static final String STATUSES = "/api/v1/statuses";

  private final Credentials credentials;
  private final MediaSource media;
  private final InstantSource clock;
  private final MastodonLogIn logIn;

  /**
   * @param logIn exchanges tokens that have ended
   */
  public MastodonPublisher(
      Credentials credentials, MediaSource media, InstantSource clock, MastodonLogIn logIn) {
    this.credentials = credentials;
    this.media = media;
    this.clock = clock;
    this.logIn = logIn;
  }

  @Override
  public Preparation prepare(
      Claim claim, Post post, Set<String> lacks, Map<String, String> known, Patience patience) {
    AccountName account = claim.account();
    int position = claim.sent().size() + 1;
    return session(account, patience)
        .map(session -> makeReady(session, account, known))
        .map(ready -> ready.find(post.parts().get(position - 1), position, lacks))
        .orElseGet(() -> new Preparation.Failed(Outcome.AccountRefused.nobodyIn(account)));
  }

  private MakeReady makeReady(Session session, AccountName account, Map<String, String> known) {
    return new MakeReady(
        session, new UploadMedia(media), read(new MastodonDialect(account)), known);
  }

  @Override
  public Outcome publish(Attempt attempt, Duration within) {
    AccountName account = attempt.claim().account();
    return session(account, within)
        .map(session -> publish(session, attempt))
        .orElseGet(() -> Outcome.AccountRefused.nobodyIn(account));
  }

  private Outcome publish(Session session, Attempt attempt) {
    return insteadOfSending(session, attempt).orElseGet(() -> send(session, attempt));
  }

  /**
   * An earlier try that was not found may have arrived since. Where the server may have forgotten
   * its key, or this one has another, a look is all that can tell.
   */
  private Optional<Outcome> insteadOfSending(Session session, Attempt attempt) {
    AbsentTries absent = attempt.claim().absent();
    if (absent == null
        || (hasItsKey(attempt, absent)
            && !IsAbsent.mayBeForgotten(absent.told(), clock.instant()))) {
      return Optional.empty();
    }
    SentStatus dialect = dialect(attempt.claim().account(), attempt.request().body());
    Sought sought = Sought.byEarlier(attempt.request(), absent);
    return new FindStatus(session, read(dialect), dialect, sought).look().fold(new UnlessLive());
  }

  /**
   * The key is the body's: files that are uploaded anew have other names in it. Where several
   * bodies were sent, whoever said of the last that it is not there has looked for the others, too.
   */
  private static boolean hasItsKey(Attempt attempt, AbsentTries absent) {
    return absent.newest().equals(attempt.request().body());
  }

  private Outcome send(Session session, Attempt attempt) {
    String body = attempt.request().body();
    String key = StatusKey.parse(attempt.request().correlation()).key();
    Reply reply =
        session.make(base -> Call.postJson(base, STATUSES, body).with("Idempotency-Key", key));
    if (isTooEarly(session, reply, body)) {
      return new Outcome.Refused(
          "the server is still at work on what is attached", /* retryable= */ true);
    }
    return read(dialect(attempt.claim().account(), body)).outcome(reply);
  }

  /** 422 says it of what is attached and not done yet, too, in the words of whichever language. */
  private static boolean isTooEarly(Session session, Reply reply, String body) {
    return reply instanceof Answer answer
        && answer.status() == 422
        && FillIn.values(JsonBody.read(body).path("media_ids")).stream()
            .anyMatch(id -> UploadMedia.standing(session, id) == Standing.AT_WORK);
  }

  @Override
  public Look look(OpenAttempt attempt, Duration within) {
    return session(attempt.account(), within)
        .map(session -> look(session, attempt))
        .orElseGet(
            () -> new Look.Unanswered(Outcome.AccountRefused.nobodyIn(attempt.account()).words()));
  }

  private Look look(Session session, OpenAttempt attempt) {
    SentStatus dialect = dialect(attempt.account(), attempt.body());
    Look seen = new FindStatus(session, read(dialect), dialect, Sought.by(attempt)).look();
    return seen instanceof Look.Absent absent
        ? new IsAbsent(session, read(dialect), clock).judge(attempt, absent)
        : seen;
  }

  @Override
  public Retraction retract(AccountName account, SentPart part, Duration within) {
    return session(account, within)
        .map(session -> session.make(base -> Call.delete(base, STATUSES + "/" + part.remoteId())))
        .map(
            reply ->
                read(new MastodonDialect(account)).retraction(reply, MastodonPublisher::isGone))
        .orElseGet(
            () -> new Retraction.NotNow(Outcome.AccountRefused.nobodyIn(account).words(), null));
  }

  private static boolean isGone(Answer answer) {
    return answer.isSuccess() || answer.status() == 404 || answer.status() == 410;
  }

  private Optional<Session> session(AccountName account, Duration within) {
    return session(account, Patience.of(within));
  }

  private Optional<Session> session(AccountName account, Patience patience) {
    Deadline deadline = new Deadline(patience, clock);
    return credentials
        .of(account)
        .map(credential -> new Session(credentials, logIn, credential, deadline));
  }

  private static SentStatus dialect(AccountName account, String body) {
    return new SentStatus(
        new MastodonDialect(account), JsonBody.read(body).path("in_reply_to_id").stringValue(null));
  }

  private ReadReply read(Dialect dialect) {
    return new ReadReply(dialect, clock);
  }
}

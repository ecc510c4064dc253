package dev.belfry.networks.bluesky;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials;
import dev.belfry.media.MediaSource;
import dev.belfry.networks.bluesky.Blobs.Blob;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Deadline;
import dev.belfry.networks.http.Exchange;
import dev.belfry.networks.http.ReadReply;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.post.AccountName;
import dev.belfry.post.Post;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.LogIn;
import dev.belfry.publish.Look;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Patience;
import dev.belfry.publish.Preparation;
import dev.belfry.publish.Publisher;
import dev.belfry.publish.Retraction;
import dev.belfry.queue.Claim;
import dev.belfry.queue.SentPart;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Publishes to the server that an account is on. A record's key and hash are chosen before it is
 * sent, so that a look proves whether it is there, and whatever is sent again is the same record or
 * none. Thread-safe.
 */
public final class BlueskyPublisher implements Publisher {
  private static final String PUT = "com.atproto.repo.putRecord";
  private static final String APPLY = "com.atproto.repo.applyWrites";
  private static final String GET = "com.atproto.repo.getRecord";

  private final InstantSource clock;
  private final SignedIn signedIn;
  private final UploadBlobs uploads;
  private final FindQuoted quoted;
  private final DeleteRecord delete;

  /**
   * @param logIn renews the sessions
   */
  public BlueskyPublisher(
      Credentials credentials, MediaSource media, InstantSource clock, LogIn logIn) {
    this.clock = clock;
    this.signedIn = new SignedIn(credentials, logIn);
    this.uploads = new UploadBlobs(signedIn, media, clock);
    this.quoted = new FindQuoted(clock);
    this.delete = new DeleteRecord(signedIn, clock);
  }

  @Override
  public Preparation prepare(
      Claim claim, Post post, Set<String> lacks, Map<String, String> known, Patience patience) {
    AccountName account = claim.account();
    Optional<Credential> credential = signedIn.credential(account);
    if (credential.isEmpty()) {
      return new Preparation.Failed(Outcome.AccountRefused.nobodyIn(account));
    }
    Map<String, String> found = new HashMap<>();
    found.put(BlueskyRenderer.DID, credential.get().remoteId());
    Deadline deadline = new Deadline(patience, clock);
    return quoted
        .find(credential.get(), lacks, found, deadline)
        .or(() -> uploads.upload(account, blobs(claim.bodies(), lacks), found, deadline))
        .<Preparation>map(failure -> new Preparation.Failed(failure, found))
        .orElseGet(() -> new Preparation.Ready(found));
  }

  private static List<Blob> blobs(List<String> bodies, Set<String> lacks) {
    return bodies.stream()
        .flatMap(body -> Blobs.in(body).stream())
        .filter(blob -> lacks.contains(blob.placeholder()))
        .toList();
  }

  @Override
  public Outcome publish(Attempt attempt, Duration within) {
    AccountName account = attempt.claim().account();
    String body = attempt.request().body();
    String method = RecordWrite.isTogether(body) ? APPLY : PUT;
    ReadReply read = new ReadReply(new RecordDialect(account, RecordWrite.in(body)), clock);
    Deadline deadline = new Deadline(within, clock);
    return signedIn.make(
        account,
        server -> Xrpc.procedure(server, method, body),
        deadline,
        new SignedIn.Heard<>() {
          @Override
          public Outcome reply(Reply reply) {
            if (reply instanceof Answer answer && Xrpc.error(answer).equals("BlobNotFound")) {
              uploadAgain(attempt, deadline);
            }
            return read.outcome(reply);
          }

          @Override
          public Outcome refused(Outcome outcome) {
            return outcome;
          }
        });
  }

  /** The server forgets files after some hours; the next try finds them there again. */
  private void uploadAgain(Attempt attempt, Deadline deadline) {
    List<Blob> blobs =
        attempt.claim().bodies().subList(attempt.position() - 1, attempt.through()).stream()
            .flatMap(body -> Blobs.in(body).stream())
            .toList();
    Optional<Outcome> unused =
        uploads.upload(attempt.claim().account(), blobs, new HashMap<>(), deadline);
  }

  @Override
  public Look look(OpenAttempt attempt, Duration within) {
    Optional<Credential> credential = signedIn.credential(attempt.account());
    if (credential.isEmpty()) {
      return new Look.Unanswered(Outcome.AccountRefused.nobodyIn(attempt.account()).words());
    }
    List<RecordWrite> writes = RecordWrite.in(attempt.body());
    RecordWrite first = writes.get(0);
    Reply reply =
        Exchange.make(
            Xrpc.query(
                new BaseUrl(credential.get().server()),
                GET,
                Map.of("repo", first.repo(), "collection", RecordWrite.POST, "rkey", first.key())),
            within);
    return new ReadReply(new RecordDialect(attempt.account(), writes), clock)
        .look(reply, answer -> seen(answer, writes, attempt.account()));
  }

  /** What is written together is there together. */
  private static Optional<Look> seen(Answer answer, List<RecordWrite> writes, AccountName account) {
    String cid = answer.json().path("cid").stringValue("");
    if (answer.isSuccess() && !cid.isEmpty()) {
      return Optional.of(
          cid.equals(writes.get(0).cid())
              ? new Look.Found(RecordWrite.posted(writes, account.handle()))
              : new Look.Unknown(
                  "another post is where this one would be, at "
                      + writes.get(0).url(account.handle())));
    }
    return answer.status() == 400 && Xrpc.error(answer).equals("RecordNotFound")
        ? Optional.of(new Look.ProvedAbsent())
        : Optional.empty();
  }

  @Override
  public Retraction retract(AccountName account, SentPart part, Duration within) {
    return delete.delete(account, part.remoteId(), new Deadline(within, clock));
  }
}

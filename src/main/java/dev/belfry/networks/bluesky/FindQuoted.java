package dev.belfry.networks.bluesky;

import dev.belfry.account.Credential;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Deadline;
import dev.belfry.networks.http.Exchange;
import dev.belfry.networks.http.ReadReply;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.publish.Outcome;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks an account's server for the posts that are quoted, whosever they are. */
final class FindQuoted {
  private static final String METHOD = "com.atproto.repo.getRecord";

  private final InstantSource clock;

  FindQuoted(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Finds each.
   *
   * @param found gets what is known of each under its name
   * @return why one was not found; empty where all were
   */
  Optional<Outcome> find(
      Credential credential, Set<String> lacks, Map<String, String> found, Deadline deadline) {
    for (String name : lacks) {
      if (Quote.isName(name)) {
        Optional<Outcome> failure = find(credential, name, found, deadline);
        if (failure.isPresent()) {
          return failure;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Outcome> find(
      Credential credential, String name, Map<String, String> found, Deadline deadline) {
    Optional<PostAddress> post = PostAddress.read(Quote.url(name));
    if (post.isEmpty()) {
      return gone(name, "is no address of a post on Bluesky");
    }
    Reply reply =
        Exchange.make(
            Xrpc.query(
                new BaseUrl(credential.server()),
                METHOD,
                Map.of(
                    "repo", post.get().repo(),
                    "collection", RecordWrite.POST,
                    "rkey", post.get().key())),
            deadline.left());
    if (!(reply instanceof Answer answer)) {
      return Optional.of(read(credential, reply));
    }
    String uri = answer.json().path("uri").stringValue("");
    String cid = answer.json().path("cid").stringValue("");
    if (answer.isSuccess() && !uri.isEmpty() && !cid.isEmpty()) {
      found.put(name, Quote.found(uri, cid));
      return Optional.empty();
    }
    return Xrpc.error(answer).equals("RecordNotFound")
        ? gone(name, "is not there any more")
        : Optional.of(read(credential, reply));
  }

  private Outcome read(Credential credential, Reply reply) {
    return new ReadReply(new RecordDialect(credential.account(), List.of()), clock).outcome(reply);
  }

  private static Optional<Outcome> gone(String name, String why) {
    return Optional.of(
        new Outcome.Refused(
            "what is quoted %s: %s".formatted(why, Quote.url(name)), /* retryable= */ false));
  }
}

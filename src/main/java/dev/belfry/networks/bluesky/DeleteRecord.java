package dev.belfry.networks.bluesky;

import dev.belfry.networks.body.JsonBody;
import dev.belfry.networks.http.Deadline;
import dev.belfry.networks.http.ReadReply;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.post.AccountName;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Retraction;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Deletes posts by <a href="https://docs.bsky.app/docs/api/com-atproto-repo-delete-record">{@code
 * deleteRecord}</a>, which says the same of one that is not there any more.
 */
final class DeleteRecord {
  private static final String METHOD = "com.atproto.repo.deleteRecord";
  private static final Pattern URI = Pattern.compile("at://([^/]+)/([^/]+)/([^/]+)");

  private final SignedIn signedIn;
  private final InstantSource clock;

  DeleteRecord(SignedIn signedIn, InstantSource clock) {
    this.signedIn = signedIn;
    this.clock = clock;
  }

  Retraction delete(AccountName account, String uri, Deadline deadline) {
    Matcher place = URI.matcher(uri);
    if (!place.matches()) {
      return new Retraction.Refused("\"%s\" is no address of a record".formatted(uri));
    }
    String body =
        JsonBody.write(
            JsonBody.object()
                .put("repo", place.group(1))
                .put("collection", place.group(2))
                .put("rkey", place.group(3)));
    return signedIn.make(
        account,
        server -> Xrpc.procedure(server, METHOD, body),
        deadline,
        new SignedIn.Heard<>() {
          @Override
          public Retraction reply(Reply reply) {
            return reply instanceof Answer answer && answer.isSuccess() && !answer.isPage()
                ? new Retraction.Gone("%s has deleted it".formatted(answer.host()))
                : notGone(
                    new ReadReply(new RecordDialect(account, List.of()), clock).outcome(reply));
          }

          @Override
          public Retraction refused(Outcome outcome) {
            return notGone(outcome);
          }
        });
  }

  /** An account can be mended. */
  private static Retraction notGone(Outcome outcome) {
    if (outcome instanceof Outcome.Deferred deferred) {
      return new Retraction.NotNow(deferred.words(), deferred.until());
    }
    return outcome instanceof Outcome.Refused refused && !refused.retryable()
        ? new Retraction.Refused(outcome.words())
        : new Retraction.NotNow(outcome.words(), /* until= */ null);
  }
}

package dev.belfry.networks.mastodon;

import dev.belfry.networks.body.JsonBody;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Request;
import dev.belfry.queue.AbsentTries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What tells the statuses of the tries at a part from the account's others.
 *
 * @param since the newest post that was there before; null where it is not known
 * @param parent the id of the post that they answer; null for none
 * @param said what each try said, each once; first what the status is to say
 * @param notBefore whatever is older was not sent by any of them
 */
record Sought(@Nullable String since, @Nullable String parent, List<Said> said, Instant notBefore) {
  /** The clocks of the database and of the server may differ by this much. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

  Sought {
    said = List.copyOf(said);
  }

  /**
   * What the attempt sent, or an earlier try at its part that was not found: one look finds
   * whichever arrived.
   */
  static Sought by(OpenAttempt attempt) {
    @Nullable AbsentTries absent = attempt.absent();
    Instant first =
        absent == null || attempt.openedAt().isBefore(absent.since())
            ? attempt.openedAt()
            : absent.since();
    return by(
        attempt.body(), attempt.correlation(), absent == null ? List.of() : absent.bodies(), first);
  }

  /** What earlier tries may have sent at what is about to be sent. */
  static Sought byEarlier(Request request, AbsentTries absent) {
    return by(request.body(), request.correlation(), absent.bodies(), absent.since());
  }

  /** A reply is younger than what it answers. */
  private static Sought by(
      String body, @Nullable String correlation, List<String> others, Instant sentAt) {
    String parent = JsonBody.read(body).path("in_reply_to_id").stringValue(null);
    return new Sought(
        parent == null ? StatusKey.parse(correlation).since() : parent,
        parent,
        Stream.concat(Stream.of(body), others.stream()).map(Said::in).distinct().toList(),
        sentAt.minus(CLOCKS_APART));
  }

  /** Whether the status was there before: so was everything that a list has behind it. */
  boolean isYoungerThan(Status status) {
    Instant at = status.at();
    return status.id().equals(since) || (at != null && at.isBefore(notBefore));
  }

  /** Whether the status is in its place, or where some servers put what they misplace. */
  boolean mayBeThere(Status status) {
    return isPlaced(status) || status.parent() == null;
  }

  /** Whether the status answers what it should. */
  boolean isPlaced(Status status) {
    return Objects.equals(parent, status.parent());
  }

  /** What the status is by its files; empty where it is none by them. */
  Optional<Said> withMediaOf(Status status) {
    return said.stream().filter(each -> each.hasMediaOf(status)).findFirst();
  }

  /** What the status may be, and only its text can tell. */
  List<Said> maybe(Status status) {
    return said.stream().filter(each -> each.maybe(status)).toList();
  }

  /** Whether a reader sees what is to be there, and not what it was before it was edited. */
  boolean isAsMeant(Said seen) {
    return seen.readsAs(said.get(0));
  }
}

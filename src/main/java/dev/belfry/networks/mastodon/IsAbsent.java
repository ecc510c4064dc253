package dev.belfry.networks.mastodon;

import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.ReadReply;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.publish.Look;
import dev.belfry.publish.OpenAttempt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Judges what it means that a status was not seen. It may be sent again where the key that it went
 * out under would have a request that is still on its way, and the new one, come to one status: on
 * a server that honours keys, and well within <a
 * href="https://docs.joinmastodon.org/methods/statuses/#headers">the hour</a> for which it does.
 */
final class IsAbsent {
  /** A server looks at a key when it begins and notes it when it ends, so two must not meet. */
  private static final Duration APART = Duration.ofSeconds(30);

  private static final Duration GOOD_FOR = Duration.ofMinutes(50);

  private final Session session;
  private final ReadReply read;
  private final InstantSource clock;

  IsAbsent(Session session, ReadReply read, InstantSource clock) {
    this.session = session;
    this.read = read;
    this.clock = clock;
  }

  /** Whether the server may no longer know the key of a request that was sent then. */
  static boolean mayBeForgotten(Instant sent, Instant now) {
    return now.isAfter(sent.plus(GOOD_FOR));
  }

  Look judge(OpenAttempt attempt, Look.Absent absent) {
    Instant now = clock.instant();
    Instant early = attempt.openedAt().plus(APART);
    if (now.isBefore(early)) {
      return new Look.Later(early, absent.words() + ", and may still arrive");
    } else if (mayBeForgotten(attempt.openedAt(), now)) {
      return new Look.Absent(
          absent.words() + ", and the server may have forgotten the key that it went out under");
    }
    Reply reply = session.make(base -> Call.get(base, "/api/v2/instance"));
    return reply instanceof Answer answer && answer.status() == 404
        ? unguarded(absent)
        : read.look(reply, answer -> byServer(answer, absent));
  }

  private static Optional<Look> byServer(Answer answer, Look.Absent absent) {
    if (!answer.isSuccess() || !answer.json().isObject()) {
      return Optional.empty();
    }
    return Optional.of(
        ServerVersion.of(answer.json()).honoursKeys()
            ? new Look.ProvedAbsent()
            : unguarded(absent));
  }

  private static Look unguarded(Look.Absent absent) {
    return new Look.Absent(absent.words() + ", and the server is not known to honour keys");
  }
}

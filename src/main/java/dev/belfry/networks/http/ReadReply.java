package dev.belfry.networks.http;

import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.networks.http.Reply.NoAnswer;
import dev.belfry.networks.http.Reply.NotSent;
import dev.belfry.publish.Look;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Retraction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads what became of a post, or what a look at it shows, out of what is known after a call. Where
 * an answer leaves it open, it is open: nothing is guessed. A page for people is the word of no
 * network, whatever its status says: the post is kept, and tried again. Thread-safe where the
 * dialect is.
 */
public final class ReadReply {
  private final Dialect dialect;
  private final InstantSource clock;

  public ReadReply(Dialect dialect, InstantSource clock) {
    this.dialect = dialect;
    this.clock = clock;
  }

  /** What came of a call that posts. */
  public Outcome outcome(Reply reply) {
    return reply.fold(
        new Reply.Cases<Outcome>() {
          @Override
          public Outcome answered(Answer answer) {
            return answer.isTurnedAway()
                ? new Outcome.NotSent(words(answer))
                : dialect.ownMeaning(answer).orElseGet(() -> byStatus(answer));
          }

          @Override
          public Outcome notSent(NotSent reply) {
            return new Outcome.NotSent(reply.words());
          }

          @Override
          public Outcome noAnswer(NoAnswer reply) {
            return new Outcome.Unconfirmed(reply.words());
          }
        });
  }

  /**
   * What a call that looks has shown.
   *
   * @param seen reads an answer; empty where it shows nothing
   */
  public Look look(Reply reply, Function<Answer, Optional<Look>> seen) {
    return reply.heard(
        answer ->
            answer.isPage()
                ? sawNothing(answer)
                : seen.apply(answer).orElseGet(() -> sawNothing(answer)),
        Look.Unanswered::new);
  }

  /**
   * What a call that takes something back came to.
   *
   * @param gone whether an answer says that it is not there any more
   */
  public Retraction retraction(Reply reply, Predicate<Answer> gone) {
    return reply.heard(
        answer ->
            !answer.isPage() && gone.test(answer)
                ? new Retraction.Gone("%s does not show it any more".formatted(answer.host()))
                : stillThere(answer),
        why -> new Retraction.NotNow(why, null));
  }

  private Retraction stillThere(Answer answer) {
    if (answer.isTurnedAway()) {
      return new Retraction.NotNow(words(answer), null);
    }
    return switch (answer.status()) {
      case 429 -> new Retraction.NotNow(words(answer), comeBack(answer));
      // The account can be mended, and the server may have the time later.
      case 401, 402, 408, 425 -> new Retraction.NotNow(words(answer), null);
      default ->
          answer.status() >= 400 && answer.status() < 500
              ? new Retraction.Refused(words(answer))
              : new Retraction.NotNow(words(answer), null);
    };
  }

  private Outcome byStatus(Answer answer) {
    return switch (answer.status()) {
      case 429 -> new Outcome.Deferred(comeBack(answer), words(answer));
      case 401, 402 -> new Outcome.AccountRefused(words(answer));
      // The server gave up waiting for the rest of it, or won't risk that it comes again.
      case 408, 425 -> new Outcome.Refused(words(answer), /* retryable= */ true);
      // After another redirect the server may have done it, and points to what came of it.
      case 301, 307, 308 -> new Outcome.Refused(words(answer), /* retryable= */ false);
      default -> byClass(answer);
    };
  }

  private Outcome byClass(Answer answer) {
    if (answer.isSuccess()) {
      return dialect
          .posted(answer)
          .<Outcome>map(Function.identity())
          .orElseGet(
              () ->
                  new Outcome.Unconfirmed(
                      answer.isPage()
                          ? answer.told()
                          : answer.told() + ", but did not say what it posted"));
    }
    return answer.status() >= 400 && answer.status() < 500
        ? new Outcome.Refused(words(answer), /* retryable= */ false)
        : new Outcome.Unconfirmed(words(answer));
  }

  private Look sawNothing(Answer answer) {
    return switch (answer.status()) {
      case 429 -> new Look.Later(comeBack(answer), words(answer));
      // Nobody was asked who knows: the account can be mended, and the server will be back.
      case 401, 502, 503, 504 -> new Look.Unanswered(words(answer));
      default -> new Look.Unknown(words(answer));
    };
  }

  private Instant comeBack(Answer answer) {
    return ComeBack.at(answer.headers(), clock.instant());
  }

  private String words(Answer answer) {
    return answer.told(dialect.words(answer));
  }
}

package dev.belfry.networks.x;

import dev.belfry.networks.body.JsonBody;
import dev.belfry.networks.http.Dialect;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What X says to an attempt at a post. */
final class XDialect implements Dialect {
  /** How long a post may be unknown to those who take its replies. */
  private static final Duration PARENT_SETTLES = Duration.ofSeconds(5);

  /** A parent that is unknown for longer may be gone. */
  private static final int SOON_TRIES = 3;

  private static final Duration DAY = Duration.ofHours(24);

  private final Attempt attempt;
  private final InstantSource clock;

  XDialect(Attempt attempt, InstantSource clock) {
    this.attempt = attempt;
    this.clock = clock;
  }

  /** An id alone could be anybody's: the answer has to show the text, too. */
  @Override
  public Optional<Outcome.Posted> posted(Answer answer) {
    String id = answer.json().at("/data/id").stringValue("");
    String shown = answer.json().at("/data/text").stringValue("");
    String said = JsonBody.read(attempt.request().body()).path("text").stringValue("");
    return id.matches("[0-9]{1,19}") && SaidAndShown.mayMatch(said, shown)
        ? Optional.of(
            new Outcome.Posted(
                id, /* cid= */ null, XUrls.address(attempt.claim().account().handle(), id)))
        : Optional.empty();
  }

  @Override
  public String words(Answer answer) {
    return XWords.of(answer);
  }

  @Override
  public Optional<Outcome> ownMeaning(Answer answer) {
    return switch (answer.status()) {
      case 403 -> forbidden(answer);
      case 429 -> dayIsUsedUp(answer);
      default -> Optional.empty();
    };
  }

  private Optional<Outcome> forbidden(Answer answer) {
    String words = XWords.of(answer).toLowerCase(Locale.ROOT);
    if (words.contains("duplicate content")) {
      return Optional.of(duplicate(answer));
    } else if (words.contains("deleted or not visible") && !attempt.claim().sent().isEmpty()) {
      return Optional.of(parentUnknown(answer));
    }
    return AccountProblem.in(answer);
  }

  /**
   * It is another post's text, unless an earlier try at this very part is live unnoticed: one that
   * was not clearly refused is remembered by the claim.
   */
  private Outcome duplicate(Answer answer) {
    return attempt.claim().correlation() == null
        ? new Outcome.Refused(XWords.sentence(answer), /* retryable= */ false)
        : new Outcome.Unconfirmed(
            XWords.sentence(answer) + "; an earlier try at it may be live, and is looked for");
  }

  /**
   * The part before is live for certain, so at first it only takes X some seconds to know it
   * everywhere. That is no failure of this one.
   */
  private Outcome parentUnknown(Answer answer) {
    return attempt.number() <= SOON_TRIES
        ? new Outcome.Deferred(clock.instant().plus(PARENT_SETTLES), XWords.sentence(answer))
        : new Outcome.Refused(XWords.sentence(answer), /* retryable= */ true);
  }

  /** The window of 15 minutes may be open again long before the day's is. */
  private Optional<Outcome> dayIsUsedUp(Answer answer) {
    Instant now = clock.instant();
    return Stream.of("x-user-limit-24hour", "x-app-limit-24hour")
        .filter(limit -> answer.headers().firstValue(limit + "-remaining").orElse("").equals("0"))
        .flatMap(limit -> answer.headers().firstValue(limit + "-reset").stream())
        .filter(reset -> reset.matches("[0-9]{1,11}"))
        .map(reset -> Instant.ofEpochSecond(Long.parseLong(reset)))
        .filter(reset -> reset.isAfter(now) && reset.isBefore(now.plus(DAY)))
        .max(Instant::compareTo)
        .map(reset -> new Outcome.Deferred(reset, XWords.sentence(answer)));
  }
}

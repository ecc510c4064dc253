package dev.belfry.networks.http;

import dev.belfry.networks.http.Reply.Answer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Sees from the <a href="https://www.rfc-editor.org/rfc/rfc9110#name-date">Date</a> of an answer
 * whether a refusal is due to the time: a call that is signed with a wrong one is refused like one
 * with wrong keys.
 */
public final class ClocksApart {
  /** X takes what was signed up to five minutes ago; its answer was some time on its way. */
  private static final Duration MOST = Duration.ofMinutes(4);

  private ClocksApart() {}

  /** A sentence without its full stop that says what to do; empty where the clocks agree. */
  public static Optional<String> words(Answer answer, Instant now) {
    return date(answer)
        .map(there -> Duration.between(there, now))
        .filter(apart -> apart.abs().compareTo(MOST) > 0)
        .map(
            apart ->
                "%s goes by another time: this machine's clock is %d min %s; set whichever is wrong, for a call signed at a wrong time is refused"
                    .formatted(
                        answer.host(),
                        apart.abs().toMinutes(),
                        apart.isNegative() ? "behind" : "ahead"));
  }

  private static Optional<Instant> date(Answer answer) {
    try {
      return answer
          .headers()
          .firstValue("Date")
          .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

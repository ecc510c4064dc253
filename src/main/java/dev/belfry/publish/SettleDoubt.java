package dev.belfry.publish;

import dev.belfry.post.DeliveryState;
import dev.belfry.post.EventType;
import dev.belfry.publish.Outcome.Absent;
import dev.belfry.publish.Outcome.NotSent;
import java.time.Instant;

/** What becomes of an attempt in doubt once somebody knows: a look, a node or a person. Pure. */
public final class SettleDoubt {
  private SettleDoubt() {}

  /** Its part is live: the next one follows, or the delivery is published. */
  public static Settlement isLive(OpenAttempt attempt, Outcome.Posted posted) {
    return settlement(
        attempt,
        posted,
        EventType.PUBLISHED,
        attempt.isLast()
            ? Next.ends(DeliveryState.PUBLISHED)
            : Next.goesBack(attempt.failures(), null));
  }

  /**
   * Its part is not live and will not be: it is sent again at once.
   *
   * @param words how that is known, for the history
   */
  public static Settlement isNotLive(OpenAttempt attempt, String words) {
    return isNotLive(attempt, words, Next.goesBack(attempt.failures(), null));
  }

  /** The same, but it is sent again no sooner than that, and the queue says why. */
  static Settlement isNotLive(OpenAttempt attempt, String words, Instant again) {
    return isNotLive(attempt, words, Next.waits(again, attempt.failures(), words));
  }

  private static Settlement isNotLive(OpenAttempt attempt, String words, Next next) {
    return settlement(attempt, new Absent(words), EventType.RESOLVED, next);
  }

  /**
   * It was written down and not made, and whoever says so had it in hand: no request is on its way.
   *
   * @param words why, for the history
   */
  static Settlement wasNotMade(OpenAttempt attempt, String words) {
    return settlement(
        attempt, new NotSent(words), EventType.RESOLVED, Next.goesBack(attempt.failures(), null));
  }

  private static Settlement settlement(
      OpenAttempt attempt, Outcome outcome, EventType event, Next next) {
    return new Settlement(
        attempt.delivery(),
        attempt.position(),
        attempt.number(),
        attempt.token(),
        outcome,
        event,
        next);
  }
}

package dev.belfry.publish;

import dev.belfry.post.DeliveryState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a delivery after one of its attempts.
 *
 * @param state where it stands then; {@code claimed}: its next part follows at once
 * @param dueAt when it is due again; null where it is not put off
 * @param pause until when nothing of its account goes out; null where that need not wait
 * @param failures how many definite failures it has behind it
 * @param reason why it waits or is in doubt, for people to read; else null
 * @param looking how the search for an answer goes on; for a delivery that is in doubt
 */
public record Next(
    DeliveryState state,
    @Nullable Instant dueAt,
    @Nullable Instant pause,
    int failures,
    @Nullable String reason,
    Looking looking) {

  /**
   * How a question is followed up.
   *
   * @param at when the network is looked at next; null: never again, a person decides
   * @param looks how many looks told nothing so far
   * @param absences how many of them saw that the part is not there
   */
  public record Looking(@Nullable Instant at, int looks, int absences) {
    static final Looking NONE = new Looking(null, 0, 0);
  }

  /** The next part follows at once. */
  static Next continues(int failures) {
    return new Next(DeliveryState.CLAIMED, null, null, failures, null, Looking.NONE);
  }

  /** It is over. */
  static Next ends(DeliveryState state) {
    return new Next(state, null, null, 0, null, Looking.NONE);
  }

  /** It waits for a later instant. */
  static Next waits(Instant dueAt, int failures, @Nullable String reason) {
    return new Next(DeliveryState.SCHEDULED, dueAt, null, failures, reason, Looking.NONE);
  }

  /** It waits for a later instant, and its account for another. */
  static Next deferred(Instant dueAt, Instant pause, int failures, String reason) {
    return new Next(DeliveryState.SCHEDULED, dueAt, pause, failures, reason, Looking.NONE);
  }

  /** It goes back into the queue where it stood. */
  static Next goesBack(int failures, @Nullable String reason) {
    return new Next(DeliveryState.SCHEDULED, null, null, failures, reason, Looking.NONE);
  }

  /** The same, and its account waits: what is due behind it does not overtake it. */
  static Next goesBackAfter(Instant pause, int failures) {
    return new Next(DeliveryState.SCHEDULED, null, pause, failures, null, Looking.NONE);
  }

  /** It stays in doubt until a look or a person tells. */
  static Next inDoubt(int failures, String reason, Looking looking) {
    return new Next(DeliveryState.UNCONFIRMED, null, null, failures, reason, looking);
  }
}

package dev.belfry.publish;

import dev.belfry.post.DeliveryState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a delivery after one of its attempts.
 *
 * @param state where it stands then; {@code claimed}: its next part follows at once
 * @param dueAt when it is due again; null where it is not put off
 * @param failures how many definite failures it has behind it
 * @param reason why it waits or is in doubt, for people to read; else null
 */
public record Next(
    DeliveryState state, @Nullable Instant dueAt, int failures, @Nullable String reason) {

  /** The next part follows at once. */
  static Next continues(int failures) {
    return new Next(DeliveryState.CLAIMED, null, failures, null);
  }

  /** It is over. */
  static Next ends(DeliveryState state) {
    return new Next(state, null, 0, null);
  }

  /** It waits for a later instant. */
  static Next waits(Instant dueAt, int failures, @Nullable String reason) {
    return new Next(DeliveryState.SCHEDULED, dueAt, failures, reason);
  }

  /** It goes back into the queue where it stood. */
  static Next goesBack(int failures) {
    return new Next(DeliveryState.SCHEDULED, null, failures, null);
  }

  /** It stays in doubt until a look or a person tells. */
  static Next inDoubt(String reason) {
    return new Next(DeliveryState.UNCONFIRMED, null, 0, reason);
  }
}

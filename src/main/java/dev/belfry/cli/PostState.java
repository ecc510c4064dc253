package dev.belfry.cli;

import dev.belfry.post.DeliveryState;
import java.util.Collection;
import java.util.List;

/**
 * Where a post stands as a whole, in the word of one of its deliveries: {@code scheduled} while any
 * still waits, {@code published} when all that were not cancelled or taken back are, else the state
 * that most wants a person; {@code draft} where it is for no account yet.
 */
final class PostState {
  /** What is on its way first, then what a person has to decide, then what is over. */
  private static final List<DeliveryState> MOST_URGENT_FIRST =
      List.of(
          DeliveryState.CLAIMED,
          DeliveryState.SCHEDULED,
          DeliveryState.UNCONFIRMED,
          DeliveryState.FAILED,
          DeliveryState.HELD,
          DeliveryState.SKIPPED,
          DeliveryState.DRAFT,
          DeliveryState.PUBLISHED,
          DeliveryState.RETRACTED,
          DeliveryState.CANCELLED);

  private PostState() {}

  static DeliveryState of(Collection<DeliveryState> deliveries) {
    return MOST_URGENT_FIRST.stream()
        .filter(deliveries::contains)
        .findFirst()
        .orElse(DeliveryState.DRAFT);
  }
}

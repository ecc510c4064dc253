package dev.belfry.compose.moving;

import dev.belfry.post.ClosestName;
import dev.belfry.post.DeliveryState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must be true of where a delivery stands, as the database has it too. */
final class CheckDelivery {
  private static final List<String> STATES =
      Stream.of(DeliveryState.values())
          .filter(state -> state != DeliveryState.CLAIMED)
          .map(DeliveryState::word)
          .toList();

  private CheckDelivery() {}

  /**
   * Does nothing where it is so.
   *
   * @throws IllegalArgumentException where it is not, in words
   */
  static void check(
      @Nullable String state,
      MovedDelivery.@Nullable Time time,
      MovedDelivery.@Nullable Waiting waiting,
      @Nullable Instant ended) {
    DeliveryState known =
        Optional.ofNullable(state)
            .filter(STATES::contains)
            .flatMap(DeliveryState::of)
            .orElseThrow(() -> new IllegalArgumentException(unknown(state)));
    boolean isOver = known != DeliveryState.DRAFT && !known.isWaiting();
    require(known.isWaiting() == (waiting != null), "%s, and \"waiting\" says otherwise", known);
    require(isOver == (ended != null), "%s, and \"ended\" says otherwise", known);
    require(
        time != null || known == DeliveryState.DRAFT || known == DeliveryState.CANCELLED,
        "%s, and has no \"time\"",
        known);
    if (waiting != null) {
      require(
          known != DeliveryState.HELD || waiting.reason() != null, "%s, and has no reason", known);
      require(
          known == DeliveryState.UNCONFIRMED || waiting.look() == null,
          "%s, and is looked for",
          known);
      require(
          known == DeliveryState.UNCONFIRMED || waiting.thenHeld() == null,
          "%s, and is to be held after that",
          known);
    }
  }

  private static void require(boolean holds, String otherwise, DeliveryState state) {
    if (!holds) {
      throw new IllegalArgumentException("it is " + otherwise.formatted(state.word()));
    }
  }

  private static String unknown(@Nullable String state) {
    if (state == null) {
      return "\"state\" is missing";
    }
    String hint = ClosestName.hint(state, STATES);
    return "\"state\" can't be \"%s\"%s"
        .formatted(state, hint.isEmpty() ? "; it is one of " + String.join(", ", STATES) : hint);
  }
}

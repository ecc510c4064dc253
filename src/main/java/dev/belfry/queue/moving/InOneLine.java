package dev.belfry.queue.moving;

import dev.belfry.compose.moving.MovedAttempt;
import dev.belfry.compose.moving.MovedDelivery;
import dev.belfry.compose.moving.MovedDelivery.Waiting;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a delivery stands, as the history tells it. */
final class InOneLine {
  private InOneLine() {}

  /** Its state, and why or where. */
  static String of(MovedDelivery delivery) {
    @Nullable Waiting waiting = delivery.waiting();
    List<String> live =
        delivery.attempts().stream()
            .filter(attempt -> attempt.remoteId() != null)
            .map(InOneLine::address)
            .distinct()
            .toList();
    String reason = waiting == null || waiting.reason() == null ? "" : ": " + waiting.reason();
    return delivery.state() + reason + (live.isEmpty() ? "" : " " + String.join(" ", live));
  }

  private static String address(MovedAttempt attempt) {
    return attempt.url() == null ? Objects.requireNonNull(attempt.remoteId()) : attempt.url();
  }
}

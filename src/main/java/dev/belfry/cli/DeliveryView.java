package dev.belfry.cli;

import dev.belfry.queue.QueuedDelivery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of {@code queue} or {@code list} as {@code --json} writes it. */
record DeliveryView(
    long post,
    @Nullable String account,
    String state,
    @Nullable Instant dueAt,
    @Nullable String zone,
    int parts,
    String text,
    @Nullable String reason,
    @Nullable Instant nextLookAt,
    @Nullable String hold) {

  static DeliveryView of(QueuedDelivery delivery) {
    return new DeliveryView(
        delivery.post().number(),
        delivery.account() == null ? null : delivery.account().toString(),
        delivery.state().word(),
        delivery.dueAt(),
        delivery.zone() == null ? null : delivery.zone().getId(),
        delivery.parts(),
        delivery.text(),
        delivery.reason(),
        delivery.nextLookAt(),
        delivery.hold());
  }
}

package dev.belfry.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belfry.post.Dollars;
import dev.belfry.queue.QueuedDelivery;
import dev.belfry.schedule.SlotName;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code queue} or {@code list} as {@code --json} writes it.
 *
 * @param repeats the post that it is one time of; null where it is a post by itself
 * @param cost what it will cost on X, in US dollars; left out elsewhere
 */
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
    @Nullable String hold,
    @Nullable SlotName slot,
    @Nullable Long repeats,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal cost) {

  static DeliveryView of(QueuedDelivery delivery, QueuedCosts costs) {
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
        delivery.hold(),
        delivery.slot(),
        delivery.repeats() == null ? null : delivery.repeats().number(),
        costs.of(delivery).map(Dollars::amount).orElse(null));
  }
}

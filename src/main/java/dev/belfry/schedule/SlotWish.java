package dev.belfry.schedule;

import org.jspecify.annotations.Nullable;

/**
 * A free slot that is wanted for a post.
 *
 * @param schedule the name of its schedule; null: of whichever schedule has the next
 */
public record SlotWish(@Nullable String schedule) {
  String option() {
    return schedule == null ? "next" : "slot";
  }
}

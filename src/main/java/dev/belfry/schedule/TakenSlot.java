package dev.belfry.schedule;

/**
 * A slot that is taken for a post.
 *
 * @param any whether the post may be moved to a slot of any schedule of its account: it was queued
 *     with {@code --next}, not into a schedule by name
 */
public record TakenSlot(SlotName name, boolean any) {}

package dev.belfry.queue;

import dev.belfry.post.AccountName;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.PostId;
import dev.belfry.schedule.SlotName;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A line of the queue or of the list of posts.
 *
 * @param account null for a draft that has no account yet
 * @param dueAt when it goes out, or was planned to; null for a draft
 * @param zone in which the person said the time, else the account's; null where neither is known
 * @param parts how many
 * @param text of the first part
 * @param reason why it is held, put off or in doubt, or what its last try met where it failed; else
 *     null
 * @param nextLookAt when the network is asked next what became of a part in doubt; null: not by
 *     itself
 * @param hold why nothing goes out to its account, where that or everything is held; else null
 * @param slot the slot that it is in; null where its time is its own
 * @param repeats the post that it is one time of; null where it is a post by itself
 */
public record QueuedDelivery(
    PostId post,
    @Nullable AccountName account,
    DeliveryState state,
    @Nullable Instant dueAt,
    @Nullable ZoneId zone,
    int parts,
    String text,
    @Nullable String reason,
    @Nullable Instant nextLookAt,
    @Nullable String hold,
    @Nullable SlotName slot,
    @Nullable PostId repeats) {}

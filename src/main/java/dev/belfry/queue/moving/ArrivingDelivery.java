package dev.belfry.queue.moving;

import dev.belfry.compose.moving.MovedDelivery;
import dev.belfry.post.PostId;
import org.jspecify.annotations.Nullable;

/**
 * A delivery of another Belfry that is about to be one here.
 *
 * @param id its number here
 * @param post the post here, which has no delivery for the account yet
 * @param account the account's number here
 * @param digest of the account and the text that it gets; null where there is no text
 */
public record ArrivingDelivery(
    long id, PostId post, int account, @Nullable Long digest, MovedDelivery moved) {}

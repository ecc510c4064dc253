package dev.belfry.queue.moving;

import dev.belfry.compose.moving.MovedDelivery;
import dev.belfry.post.PostId;

/**
 * A delivery of another Belfry that is about to be one here.
 *
 * @param id its number here
 * @param post the post here, which has no delivery for the account yet
 * @param account the account's number here
 */
public record ArrivingDelivery(long id, PostId post, int account, MovedDelivery moved) {}

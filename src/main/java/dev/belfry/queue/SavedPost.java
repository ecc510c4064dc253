package dev.belfry.queue;

import dev.belfry.post.PostId;

/**
 * Where a post was saved.
 *
 * @param isNew false where a post of the same key was there already, and nothing was written
 */
public record SavedPost(PostId id, boolean isNew) {}

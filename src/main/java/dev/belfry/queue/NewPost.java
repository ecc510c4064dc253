package dev.belfry.queue;

import dev.belfry.post.Post;
import org.jspecify.annotations.Nullable;

/**
 * A post to be saved.
 *
 * @param key the sender's own name for it; the same key twice is the same post. Null: always new
 */
public record NewPost(@Nullable String key, Post post) {}

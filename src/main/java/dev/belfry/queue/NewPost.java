package dev.belfry.queue;

import dev.belfry.post.Post;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post to be saved, and to be queued where it has a time.
 *
 * @param key the sender's own name for it; the same key twice is the same post. Null: always new
 * @param plans the accounts that it is for, each once
 */
public record NewPost(@Nullable String key, Post post, List<NewPlan> plans) {
  public NewPost {
    plans = List.copyOf(plans);
  }

  /** One that is for no account yet. */
  public NewPost(@Nullable String key, Post post) {
    this(key, post, List.of());
  }
}

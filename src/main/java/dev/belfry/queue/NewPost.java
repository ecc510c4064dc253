package dev.belfry.queue;

import dev.belfry.post.Post;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post to be saved, and to be queued where it has a time.
 *
 * @param key the sender's own name for it; the same key twice is the same post. Null: always new
 * @param plans the accounts that it is for, each once
 * @param before null for one that is written now
 * @param unchecked what was not checked of it before it was queued
 */
public record NewPost(
    @Nullable String key,
    Post post,
    List<NewPlan> plans,
    @Nullable Before before,
    Unchecked unchecked) {

  /**
   * What is known of a post that was in another Belfry before.
   *
   * @param number the one that it gets here, too; null: the next one
   * @param by who wrote it
   */
  public record Before(@Nullable Long number, Instant created, String by) {}

  public NewPost {
    plans = List.copyOf(plans);
  }

  /** One that is written now, and of which everything was checked. */
  public NewPost(@Nullable String key, Post post, List<NewPlan> plans) {
    this(key, post, plans, null, Unchecked.NOTHING);
  }

  /** One that is for no account yet. */
  public NewPost(@Nullable String key, Post post) {
    this(key, post, List.of());
  }
}

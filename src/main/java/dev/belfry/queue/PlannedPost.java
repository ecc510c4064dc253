package dev.belfry.queue;

import dev.belfry.post.AccountName;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post with what is planned for it.
 *
 * @param key the sender's own name for it; null where none was given
 */
public record PlannedPost(PostId id, @Nullable String key, Post post, List<Plan> plans) {
  public PlannedPost {
    plans = List.copyOf(plans);
  }

  /**
   * What is planned for one account.
   *
   * @param begun whether a part of it is live there, or may be
   * @param time when it is planned for; null for a draft
   */
  public record Plan(
      AccountName account, DeliveryState state, boolean begun, @Nullable Time time) {}

  /**
   * A time as a person said it, and the instant that they meant.
   *
   * @param wall what a clock shows in the zone
   */
  public record Time(LocalDateTime wall, ZoneId zone, Instant instant) {}
}

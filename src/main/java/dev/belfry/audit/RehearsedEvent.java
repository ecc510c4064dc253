package dev.belfry.audit;

import dev.belfry.post.AccountName;
import dev.belfry.post.EventType;
import dev.belfry.post.PostId;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a rehearsal saw happen to a part, or to all that was left of a post for an account.
 *
 * @param event {@code PUBLISHED}, {@code HELD} or {@code SKIPPED}
 * @param post null: a time of a post that repeats, or a slot of an evergreen one, for which no post
 *     was made yet
 * @param repeating the post that it is one time of, and which; null where it is a post by itself
 * @param zone the account's, else that in which its time was said; null where neither is known
 * @param plannedAt when it was to go out
 * @param sent what would be sent; null where it was held or skipped
 * @param parts how many the post has
 * @param why it was held or skipped; else null
 */
public record RehearsedEvent(
    Instant at,
    EventType event,
    @Nullable PostId post,
    @Nullable Repeating repeating,
    AccountName account,
    @Nullable ZoneId zone,
    Instant plannedAt,
    @Nullable RehearsedPart sent,
    int parts,
    @Nullable String why) {

  /**
   * One time of a post that repeats, or that is evergreen.
   *
   * @param nominal as its rule says it, or the schedule of its slot
   */
  public record Repeating(PostId post, LocalDateTime nominal) {}

  /**
   * A part that would be sent.
   *
   * @param position from 1
   * @param media {@code [{"sha256": …, "alt": …}]}; null where it carries none
   * @param body the request; empty where an earlier part's request carries this part
   */
  public record RehearsedPart(int position, String text, @Nullable String media, String body) {}
}

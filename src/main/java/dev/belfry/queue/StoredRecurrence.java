package dev.belfry.queue;

import dev.belfry.post.PostId;
import dev.belfry.schedule.OccurrencesOf;
import dev.belfry.schedule.Repeat;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A rule by which a post repeats, as the database has it, and how far it has come.
 *
 * @param post the one that is copied each time
 * @param createdBy who made the rule
 * @param made how many posts were made of it; 0 where the rule does not count them
 * @param last the time of the last of them, as the rule says it; null where there is none yet
 */
public record StoredRecurrence(
    long id, PostId post, Repeat repeat, String createdBy, int made, @Nullable LocalDateTime last) {

  /** The times for which no post is made yet. */
  public OccurrencesOf coming() {
    return last == null ? OccurrencesOf.first(repeat) : OccurrencesOf.following(repeat, made, last);
  }
}

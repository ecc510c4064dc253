package dev.belfry.queue;

import dev.belfry.post.PostId;
import dev.belfry.schedule.Moment;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post to be queued for an account.
 *
 * @param bodies each part's request, rendered, in order
 * @param rules the version of the rules that rendered them
 * @param digest of the account and the text that it gets; null where there is no text
 */
public record NewDelivery(
    PostId post, int account, Moment when, List<String> bodies, int rules, @Nullable Long digest) {
  public NewDelivery {
    bodies = List.copyOf(bodies);
  }

  /** One whose text no other is compared with. */
  public NewDelivery(PostId post, int account, Moment when, List<String> bodies, int rules) {
    this(post, account, when, bodies, rules, null);
  }

  /** One that goes out when a clock in the zone shows the time. */
  public NewDelivery(
      PostId post,
      int account,
      LocalDateTime wall,
      ZoneId zone,
      Instant dueAt,
      List<String> bodies,
      int rules) {
    this(post, account, new Moment(dueAt, wall, zone, null), bodies, rules);
  }

  Instant dueAt() {
    return when.instant();
  }
}

package dev.belfry.queue;

import dev.belfry.post.PostId;
import dev.belfry.schedule.Moment;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/**
 * A post to be queued for an account.
 *
 * @param bodies each part's request, rendered, in order
 * @param rules the version of the rules that rendered them
 */
public record NewDelivery(PostId post, int account, Moment when, List<String> bodies, int rules) {
  public NewDelivery {
    bodies = List.copyOf(bodies);
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

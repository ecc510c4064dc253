package dev.belfry.queue;

import dev.belfry.post.PostId;
import dev.belfry.schedule.TakenSlot;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post to be queued for an account.
 *
 * @param wall the time that the person said
 * @param zone in which they said it
 * @param dueAt the instant that they meant
 * @param slot the slot that it is in; null where its time is its own
 * @param bodies each part's request, rendered, in order
 * @param rules the version of the rules that rendered them
 */
public record NewDelivery(
    PostId post,
    int account,
    LocalDateTime wall,
    ZoneId zone,
    Instant dueAt,
    @Nullable TakenSlot slot,
    List<String> bodies,
    int rules) {
  public NewDelivery {
    bodies = List.copyOf(bodies);
  }

  /** One that is in no slot. */
  public NewDelivery(
      PostId post,
      int account,
      LocalDateTime wall,
      ZoneId zone,
      Instant dueAt,
      List<String> bodies,
      int rules) {
    this(post, account, wall, zone, dueAt, null, bodies, rules);
  }
}

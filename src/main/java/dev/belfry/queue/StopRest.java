package dev.belfry.queue;

import dev.belfry.account.Account;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.EventType;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.queue.StoredPost.StoredDelivery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Stops for good what a delivery has not sent yet, before what it has sent is taken back: nothing
 * may follow under a parent that is gone.
 */
public final class StopRest {
  private static final Set<DeliveryState> STOPPABLE =
      EnumSet.of(DeliveryState.SCHEDULED, DeliveryState.HELD, DeliveryState.FAILED);

  private StopRest() {}

  /**
   * Cancels the rest of a delivery of which a part is live. One that is out as a whole, or of which
   * nothing is live, stays as it is.
   *
   * <p>The account must be leased by the caller: then no node claims the rest in this very moment.
   *
   * @throws NotPossible where it is not known whether one of its parts is live
   */
  public static void stop(Connection connection, PostId post, Account account, String actor)
      throws SQLException {
    LockPosts.toChange(connection, post);
    for (StoredDelivery each : ReadPost.read(connection, post).deliveries()) {
      if (each.account().id() == account.id()) {
        stop(connection, post, each, actor);
      }
    }
  }

  private static void stop(
      Connection connection, PostId post, StoredDelivery delivery, String actor)
      throws SQLException {
    refuseDoubtful(post, delivery);
    if (delivery.isLive() && STOPPABLE.contains(delivery.state())) {
      cancel(connection, delivery.id());
      RecordEvents.ofDeliveries(
          connection,
          EventType.CANCELLED,
          List.of(delivery.id()),
          "the parts of it that are live are taken back",
          actor);
    }
  }

  /**
   * Refuses what may or may not be live, which nobody can take back.
   *
   * @throws NotPossible naming what settles it
   */
  public static void refuseDoubtful(PostId post, StoredDelivery delivery) {
    if (delivery.isAwaited()) {
      throw new NotPossible(
          ("a part of post %s that was not found on %s may still arrive there within the hour, so it"
                  + " can't be taken back yet; say it again later, belfry history %s tells when it"
                  + " was sent")
              .formatted(post, delivery.account().name(), post));
    }
    if (delivery.isInDoubt()) {
      throw new NotPossible(
          ("whether all of post %s is live on %s is not known, so it can't be taken back yet;"
                  + " belfry show %s tells when the network is asked, belfry resolve %s settles it")
              .formatted(post, delivery.account().name(), post, post));
    }
  }

  private static void cancel(Connection connection, long delivery) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH taken AS (
              DELETE FROM waiting WHERE delivery_id = ?)
            UPDATE deliveries SET ended = 'cancelled', ended_at = clock_timestamp() WHERE id = ?
            """)) {
      statement.setLong(1, delivery);
      statement.setLong(2, delivery);
      statement.executeUpdate();
    }
  }
}

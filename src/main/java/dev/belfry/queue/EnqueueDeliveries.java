package dev.belfry.queue;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.map;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.post.EventType;
import dev.belfry.post.NotPossible;
import dev.belfry.queue.Bookings.Booking;
import dev.belfry.queue.RenderedParts.Rendering;
import dev.belfry.schedule.TakenSlot;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts deliveries into the queue, or moves them there: the same post for the same account once. */
public final class EnqueueDeliveries {
  private record Key(long post, int account) {}

  private EnqueueDeliveries() {}

  /**
   * Queues deliveries of which everything was checked.
   *
   * @return the deliveries' numbers, in the order given
   * @throws NotPossible as {@link #enqueue(Connection, List, Unchecked, String)}
   */
  public static List<Long> enqueue(
      Connection connection, List<NewDelivery> deliveries, String actor) throws SQLException {
    return enqueue(connection, deliveries, Unchecked.NOTHING, actor);
  }

  /**
   * Queues every delivery for its instant and wakes the nodes. One that waits already, or was held,
   * failed or skipped, is moved to the new instant.
   *
   * @param unchecked what was not checked of them
   * @return the deliveries' numbers, in the order given
   * @throws NotPossible where one is published, cancelled, in doubt or being released, may be live
   *     from before the database was restored, or its post was deleted, or its account removed
   */
  public static List<Long> enqueue(
      Connection connection, List<NewDelivery> deliveries, Unchecked unchecked, String actor)
      throws SQLException {
    if (deliveries.isEmpty()) {
      return List.of();
    }
    LockPosts.toQueue(
        connection, deliveries.stream().map(NewDelivery::post).collect(Collectors.toSet()));
    lockWaiting(connection, deliveries);
    List<Long> ids = upsert(connection, deliveries);
    RenderedParts.replace(connection, renderings(deliveries, ids));
    putIntoQueue(connection, ids, unchecked.embargo());
    Bookings.free(connection, ids);
    Bookings.book(connection, bookings(deliveries));
    RecordEvents.ofDeliveries(connection, EventType.SCHEDULED, ids, unchecked.words(), actor);
    wake(connection, deliveries);
    return ids;
  }

  /**
   * From here on no node claims what is about to be moved; and what one has claimed in this very
   * moment is seen as claimed by the next statement.
   */
  private static void lockWaiting(Connection connection, List<NewDelivery> deliveries)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT w.delivery_id
            FROM unnest(?::bigint[], ?::int[]) AS wanted (post_id, account_id)
            JOIN deliveries d USING (post_id, account_id)
            JOIN waiting w ON w.delivery_id = d.id
            ORDER BY w.delivery_id
            FOR UPDATE OF w
            """)) {
      Unnest.of(statement, deliveries)
          .column("bigint", delivery -> delivery.post().number())
          .column("int", NewDelivery::account);
      statement.execute();
    }
  }

  private static List<Long> upsert(Connection connection, List<NewDelivery> deliveries)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO deliveries AS d (post_id, account_id, wall_time, zone, planned_at, exact)
            SELECT * FROM unnest(?::bigint[], ?::int[], ?::timestamp[], ?::text[], ?::timestamptz[],
                                 ?::boolean[])
            ON CONFLICT (post_id, account_id) DO UPDATE SET
              wall_time = excluded.wall_time, zone = excluded.zone,
              planned_at = excluded.planned_at, exact = excluded.exact, ended = NULL, ended_at = NULL
            WHERE (d.ended IS NULL OR d.ended IN ('failed', 'skipped'))
              AND NOT EXISTS (SELECT 1 FROM waiting w WHERE w.delivery_id = d.id
                              AND w.state IN ('claimed', 'unconfirmed'))
              AND NOT %s
              AND NOT %s
            RETURNING id, post_id, account_id
            """
                .formatted(SentInLostTime.D_IS_ONE, SentInLostTime.D_WILL_BE_ONE))) {
      Unnest.of(statement, deliveries)
          .column("bigint", delivery -> delivery.post().number())
          .column("int", NewDelivery::account)
          .column("timestamp", delivery -> delivery.when().wall())
          .column("text", delivery -> delivery.when().zone().getId())
          .column("timestamptz", delivery -> timestamp(delivery.dueAt()))
          .column("boolean", delivery -> delivery.when().exact());
      Map<Key, Long> ids =
          map(
              statement,
              row -> new Key(row.getLong("post_id"), row.getInt("account_id")),
              row -> row.getLong("id"));
      return inOrder(connection, deliveries, ids);
    }
  }

  private static List<Long> inOrder(
      Connection connection, List<NewDelivery> deliveries, Map<Key, Long> ids) throws SQLException {
    List<Long> ordered = new ArrayList<>();
    for (NewDelivery delivery : deliveries) {
      Long id = ids.get(new Key(delivery.post().number(), delivery.account()));
      if (id == null) {
        SentInLostTime.refuse(connection, delivery);
        throw new NotPossible(
            "post %s is being released, or was published or cancelled, for one of these accounts;"
                    .formatted(delivery.post())
                + " belfry show %s tells which".formatted(delivery.post()));
      }
      ordered.add(id);
    }
    return ordered;
  }

  private static List<Rendering> renderings(List<NewDelivery> deliveries, List<Long> ids) {
    List<Rendering> renderings = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      NewDelivery delivery = deliveries.get(i);
      renderings.add(
          new Rendering(ids.get(i), delivery.bodies(), delivery.rules(), delivery.digest()));
    }
    return renderings;
  }

  private static List<Booking> bookings(List<NewDelivery> deliveries) {
    List<Booking> bookings = new ArrayList<>();
    for (NewDelivery delivery : deliveries) {
      TakenSlot slot = delivery.when().slot();
      if (slot != null) {
        bookings.add(new Booking(delivery.post(), delivery.account(), slot));
      }
    }
    return bookings;
  }

  private static void putIntoQueue(Connection connection, List<Long> ids, boolean embargoLifted)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO waiting (delivery_id, account_id, post_id, parts, attempted, due_at,
                                 not_before)
            SELECT d.id, d.account_id, d.post_id,
                   (SELECT count(*) FROM rendered_parts r WHERE r.delivery_id = d.id),
                   EXISTS (SELECT 1 FROM attempts t WHERE t.delivery_id = d.id),
                   d.planned_at, CASE WHEN NOT ? THEN p.not_before END
            FROM deliveries d
            JOIN posts p ON p.id = d.post_id
            JOIN accounts a ON a.id = d.account_id AND a.removed_at IS NULL
            WHERE d.id = ANY (?)
            -- Who takes an account out of use waits, and finds what is queued for it.
            FOR KEY SHARE OF a
            ON CONFLICT (delivery_id) DO UPDATE SET
              due_at = excluded.due_at, state = 'scheduled', failures = 0, reason = NULL,
              cap = NULL, hold_reason = NULL, not_before = excluded.not_before
            """)) {
      statement.setBoolean(1, embargoLifted);
      Unnest.from(statement, 2, ids).column("bigint", id -> id);
      if (statement.executeUpdate() < ids.size()) {
        throw new NotPossible(removed(connection, ids));
      }
    }
  }

  private static String removed(Connection connection, List<Long> ids) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT d.post_id, a.name FROM deliveries d JOIN accounts a ON a.id = d.account_id
            WHERE d.id = ANY (?) AND a.removed_at IS NOT NULL
            ORDER BY d.id LIMIT 1
            """)) {
      Unnest.of(statement, ids).column("bigint", id -> id);
      return first(
              statement,
              row ->
                  "post %s is for %s, which was removed, so nothing would go out; belfry account add %s brings it back"
                      .formatted(
                          row.getLong("post_id"), row.getString("name"), row.getString("name")))
          .orElseThrow();
    }
  }

  /** One notice a batch: one for each insert would halve its speed. */
  private static void wake(Connection connection, List<NewDelivery> deliveries)
      throws SQLException {
    DueNotices.send(
        connection,
        deliveries.stream().map(NewDelivery::dueAt).min(Comparator.naturalOrder()).get());
  }
}

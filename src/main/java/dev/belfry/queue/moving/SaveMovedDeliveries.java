package dev.belfry.queue.moving;

import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.compose.moving.MovedDelivery;
import dev.belfry.compose.moving.MovedDelivery.Slot;
import dev.belfry.compose.moving.MovedDelivery.Time;
import dev.belfry.compose.moving.MovedDelivery.Waiting;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.EventType;
import dev.belfry.queue.DueNotices;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts deliveries of another Belfry where they stood there, and says so in the history. */
public final class SaveMovedDeliveries {
  private SaveMovedDeliveries() {}

  /** So many numbers that no other delivery has or gets. */
  public static List<Long> newNumbers(Connection connection, int count) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT nextval('deliveries_id_seq') AS id FROM generate_series(1, ?)")) {
      statement.setInt(1, count);
      return list(statement, row -> row.getLong("id"));
    }
  }

  /** Saves them; nodes hear of what is queued. */
  public static void save(Connection connection, List<ArrivingDelivery> deliveries, String actor)
      throws SQLException {
    if (deliveries.isEmpty()) {
      return;
    }
    insert(connection, deliveries);
    List<ArrivingDelivery> waiting =
        deliveries.stream().filter(each -> each.moved().waiting() != null).toList();
    book(connection, deliveries.stream().filter(each -> slot(each) != null).toList());
    SaveTries.save(connection, deliveries);
    enqueue(connection, waiting);
    record(connection, deliveries.stream().filter(each -> !isDraft(each)).toList(), actor);
    Stream<Instant> due = waiting.stream().map(each -> waiting(each, Waiting::due));
    @Nullable Instant first = due.min(Instant::compareTo).orElse(null);
    if (first != null) {
      DueNotices.send(connection, first);
    }
  }

  private static void insert(Connection connection, List<ArrivingDelivery> deliveries)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO deliveries (id, post_id, account_id, wall_time, zone, planned_at, exact,
                                    ended, ended_at)
              OVERRIDING SYSTEM VALUE
            SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::int[], ?::timestamp[], ?::text[],
                                 ?::timestamptz[], ?::boolean[], ?::text[], ?::timestamptz[])
            """)) {
      Unnest.of(statement, deliveries)
          .column("bigint", ArrivingDelivery::id)
          .column("bigint", each -> each.post().number())
          .column("int", ArrivingDelivery::account)
          .column("timestamp", each -> time(each, Time::at))
          .column("text", each -> time(each, Time::zone))
          .column("timestamptz", each -> timestamp(time(each, Time::instant)))
          .column("boolean", each -> Boolean.TRUE.equals(time(each, Time::exact)))
          .column("text", each -> each.moved().ended() == null ? null : each.moved().state())
          .column("timestamptz", each -> timestamp(each.moved().ended()));
      statement.executeUpdate();
    }
  }

  /** A slot that a post here has already stays that one's. */
  private static void book(Connection connection, List<ArrivingDelivery> inSlots)
      throws SQLException {
    if (inSlots.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO bookings (delivery_id, account_id, schedule_id, nominal, any_slot)
            SELECT b.delivery_id, b.account_id, s.id, b.nominal, b.any_slot
            FROM unnest(?::bigint[], ?::int[], ?::text[], ?::timestamp[], ?::boolean[])
              AS b (delivery_id, account_id, schedule, nominal, any_slot)
            JOIN schedules s ON s.name = b.schedule
            ON CONFLICT (account_id, schedule_id, nominal) DO NOTHING
            """)) {
      Unnest.of(statement, inSlots)
          .column("bigint", ArrivingDelivery::id)
          .column("int", ArrivingDelivery::account)
          .column("text", each -> requireNonNull(slot(each)).schedule())
          .column("timestamp", each -> requireNonNull(slot(each)).nominal())
          .column("boolean", each -> requireNonNull(slot(each)).any());
      statement.executeUpdate();
    }
  }

  private static void enqueue(Connection connection, List<ArrivingDelivery> waiting)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO waiting (delivery_id, account_id, state, due_at, failures, reason, look_at,
                                 looks, absences, cap, hold_reason, post_id, parts, not_before)
            SELECT w.*, p.id,
                   (SELECT count(*) FROM rendered_parts r WHERE r.delivery_id = w.delivery_id),
                   CASE WHEN w.due_at >= p.not_before THEN p.not_before END
            FROM unnest(?::bigint[], ?::int[], ?::text[], ?::timestamptz[], ?::smallint[],
                        ?::text[], ?::timestamptz[], ?::smallint[], ?::smallint[], ?::text[],
                        ?::text[])
              AS w (delivery_id, account_id, state, due_at, failures, reason, look_at, looks,
                    absences, cap, hold_reason)
            JOIN deliveries d ON d.id = w.delivery_id
            JOIN posts p ON p.id = d.post_id
            """)) {
      Unnest.of(statement, waiting)
          .column("bigint", ArrivingDelivery::id)
          .column("int", ArrivingDelivery::account)
          .column("text", each -> each.moved().state())
          .column("timestamptz", each -> timestamp(waiting(each, Waiting::due)))
          .column("smallint", each -> waiting(each, Waiting::failures))
          .column("text", each -> waiting(each, Waiting::reason))
          .column("timestamptz", each -> timestamp(waiting(each, Waiting::look)))
          .column("smallint", each -> waiting(each, Waiting::looks))
          .column("smallint", each -> waiting(each, Waiting::absences))
          .column("text", each -> waiting(each, Waiting::cap))
          .column("text", each -> waiting(each, Waiting::thenHeld));
      statement.executeUpdate();
    }
  }

  private static void record(Connection connection, List<ArrivingDelivery> deliveries, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO history (event, post_id, account, due_at, detail, actor)
            SELECT ?, e.post_id, a.name, e.due_at, e.detail, ?
            FROM unnest(?::bigint[], ?::int[], ?::timestamptz[], ?::text[])
              WITH ORDINALITY AS e (post_id, account_id, due_at, detail, place)
            JOIN accounts a ON a.id = e.account_id
            ORDER BY e.place
            """)) {
      statement.setString(1, EventType.IMPORTED.word());
      statement.setString(2, actor);
      Unnest.from(statement, 3, deliveries)
          .column("bigint", each -> each.post().number())
          .column("int", ArrivingDelivery::account)
          .column("timestamptz", each -> timestamp(time(each, Time::instant)))
          .column("text", each -> InOneLine.of(each.moved()));
      statement.executeUpdate();
    }
  }

  private static boolean isDraft(ArrivingDelivery each) {
    return each.moved().state().equals(DeliveryState.DRAFT.word());
  }

  private static <T> @Nullable T time(ArrivingDelivery each, Function<Time, T> field) {
    MovedDelivery.@Nullable Time time = each.moved().time();
    return time == null ? null : field.apply(time);
  }

  private static @Nullable Slot slot(ArrivingDelivery each) {
    MovedDelivery.@Nullable Time time = each.moved().time();
    return time == null ? null : time.slot();
  }

  private static <T extends @Nullable Object> T waiting(
      ArrivingDelivery each, Function<Waiting, T> field) {
    return field.apply(requireNonNull(each.moved().waiting()));
  }
}

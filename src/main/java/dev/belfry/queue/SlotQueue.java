package dev.belfry.queue;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.account.Account;
import dev.belfry.post.PostId;
import dev.belfry.schedule.Moment;
import dev.belfry.schedule.SlotName;
import dev.belfry.schedule.TakenSlot;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/** What waits in slots of an account, and may still be moved to others. */
final class SlotQueue {
  record Entry(long delivery, PostId post, Moment moment) {
    TakenSlot slot() {
      return requireNonNull(moment.slot());
    }
  }

  private SlotQueue() {}

  /**
   * The entries, in the order in which they go out. No node claims one of them until the
   * transaction is over. What is due already stays where it is.
   */
  static List<Entry> lock(Connection connection, Account account, Instant now) throws SQLException {
    List<Long> locked = lockRows(connection, account);
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT b.delivery_id, d.post_id, d.planned_at, d.wall_time, d.zone, s.name AS schedule,
                   b.nominal, b.any_slot
            FROM bookings b
            JOIN deliveries d ON d.id = b.delivery_id
            JOIN schedules s ON s.id = b.schedule_id
            WHERE b.delivery_id = ANY (?) AND d.planned_at > ?
            ORDER BY d.planned_at, b.delivery_id
            """)) {
      Unnest.of(statement, locked).column("bigint", id -> id);
      statement.setObject(2, timestamp(now));
      return list(statement, SlotQueue::entry);
    }
  }

  /**
   * In a statement of its own: what somebody is just giving another time is waited for here, and is
   * seen as it is then by the next statement.
   */
  private static List<Long> lockRows(Connection connection, Account account) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT w.delivery_id
            FROM waiting w JOIN bookings b ON b.delivery_id = w.delivery_id
            WHERE b.account_id = ? AND w.state IN ('scheduled', 'held')
            ORDER BY w.delivery_id
            FOR UPDATE OF w
            """)) {
      statement.setInt(1, account.id());
      return list(statement, row -> row.getLong("delivery_id"));
    }
  }

  private static Entry entry(ResultSet row) throws SQLException {
    SlotName name = requireNonNull(Bookings.slot(row));
    return new Entry(
        row.getLong("delivery_id"),
        new PostId(row.getLong("post_id")),
        new Moment(
            requireNonNull(instant(row, "planned_at")),
            row.getObject("wall_time", LocalDateTime.class),
            ZoneId.of(row.getString("zone")),
            null,
            /* exact= */ false,
            new TakenSlot(name, row.getBoolean("any_slot"))));
  }
}

package dev.belfry.queue;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.account.Account;
import dev.belfry.post.PostId;
import dev.belfry.post.Terms;
import dev.belfry.schedule.Moment;
import dev.belfry.schedule.TakenSlot;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What waits in slots of an account, and may still be moved to others. */
final class SlotQueue {
  /**
   * @param notBefore the post's embargo; null where there is none, or it was lifted
   */
  record Entry(long delivery, PostId post, Moment moment, @Nullable Instant notBefore) {
    TakenSlot slot() {
      return requireNonNull(moment.slot());
    }

    /** Whether it may not go out then yet. */
    boolean isEarly(Instant at) {
      return terms().forbid(at);
    }

    /** After which instant a slot is looked for. */
    Instant earliest(Instant now) {
      return terms().earliest(now);
    }

    private Terms terms() {
      return new Terms(notBefore, Set.of());
    }
  }

  private SlotQueue() {}

  /**
   * An account's entries, in the order in which they go out. What is due already stays where it is.
   *
   * @param locked by {@link #lock}
   */
  static List<Entry> entries(Connection connection, Account account, List<Long> locked, Instant now)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT b.delivery_id, d.post_id, d.planned_at, d.wall_time, d.zone, s.name AS schedule,
                   b.nominal, b.any_slot, w.not_before
            FROM bookings b
            JOIN waiting w ON w.delivery_id = b.delivery_id
            JOIN deliveries d ON d.id = b.delivery_id
            JOIN schedules s ON s.id = b.schedule_id
            WHERE b.delivery_id = ANY (?) AND b.account_id = ? AND d.planned_at > ?
            ORDER BY d.planned_at, b.delivery_id
            """)) {
      Unnest.of(statement, locked).column("bigint", id -> id);
      statement.setInt(2, account.id());
      statement.setObject(3, timestamp(now));
      return list(statement, SlotQueue::entry);
    }
  }

  /**
   * From here on no node claims what waits in slots of the accounts, and nobody moves it, until the
   * transaction is over. In a statement of its own: what somebody is just giving another time is
   * waited for here, and is seen as it is then by the next statement. One for all accounts: who
   * moves a post of several locks it in the same order.
   */
  static List<Long> lock(Connection connection, List<Account> accounts) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT w.delivery_id
            FROM waiting w JOIN bookings b ON b.delivery_id = w.delivery_id
            WHERE b.account_id = ANY (?) AND w.state IN ('scheduled', 'held')
            ORDER BY w.delivery_id
            FOR UPDATE OF w
            """)) {
      Unnest.of(statement, accounts).column("int", Account::id);
      return list(statement, row -> row.getLong("delivery_id"));
    }
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("delivery_id"),
        new PostId(row.getLong("post_id")),
        Bookings.moment(row),
        instant(row, "not_before"));
  }
}

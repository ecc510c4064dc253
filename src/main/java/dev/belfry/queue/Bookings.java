package dev.belfry.queue;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.account.Account;
import dev.belfry.post.PostId;
import dev.belfry.schedule.Moment;
import dev.belfry.schedule.Planned;
import dev.belfry.schedule.SlotName;
import dev.belfry.schedule.TakenSlot;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which deliveries are in which slots. */
public final class Bookings {
  /** The farthest back that a rule looks: the longest spacing, and the beginning of a week. */
  private static final Duration LOOK_BACK = Duration.ofDays(32);

  /** A slot to be taken. */
  record Booking(PostId post, int account, TakenSlot slot) {}

  private record PlannedRow(@Nullable Instant at, @Nullable SlotName slot) {}

  private Bookings() {}

  /**
   * From here on nobody else takes slots of these accounts, until the transaction is over: what is
   * free is looked for and taken one after another, so that none is taken twice and none skipped.
   * Who queues a post for a time of its own does not wait.
   */
  public static void lock(Connection connection, Collection<Account> accounts) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT 1 FROM accounts WHERE id = ANY (?) ORDER BY id FOR NO KEY UPDATE")) {
      Unnest.of(statement, List.copyOf(accounts)).column("int", Account::id);
      statement.execute();
    }
  }

  /**
   * What is planned for an account or went out there lately, but for some deliveries. A slot in
   * which a post failed, or was skipped, stays that post's; it counts for nothing else.
   *
   * @param but of which nothing counts
   */
  public static Planned planned(Connection connection, int account, Instant now, List<Long> but)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT CASE WHEN d.ended IS NULL OR d.ended = 'published' THEN d.planned_at END AS at,
                   s.name AS schedule, b.nominal
            FROM deliveries d
            LEFT JOIN bookings b ON b.delivery_id = d.id
            LEFT JOIN schedules s ON s.id = b.schedule_id
            WHERE d.account_id = ? AND d.planned_at > ? AND d.id <> ALL (?)
            """)) {
      statement.setInt(1, account);
      statement.setObject(2, timestamp(now.minus(LOOK_BACK)));
      Unnest.from(statement, 3, but).column("bigint", id -> id);
      Planned planned = new Planned();
      for (PlannedRow row : list(statement, Bookings::planned)) {
        planned.add(row.at, row.slot);
      }
      return planned;
    }
  }

  private static PlannedRow planned(ResultSet row) throws SQLException {
    return new PlannedRow(instant(row, "at"), slot(row));
  }

  /**
   * The slot that a row tells of; null where it tells of none.
   *
   * @param row with the columns {@code schedule}, its name, and {@code nominal}
   */
  static @Nullable SlotName slot(ResultSet row) throws SQLException {
    LocalDateTime nominal = row.getObject("nominal", LocalDateTime.class);
    return nominal == null ? null : new SlotName(row.getString("schedule"), nominal);
  }

  /**
   * The moment that a delivery is planned for, from the columns of {@code deliveries}, {@code
   * schedule}, {@code nominal} and {@code any_slot}.
   */
  static Moment moment(ResultSet row) throws SQLException {
    @Nullable SlotName slot = slot(row);
    return new Moment(
        requireNonNull(instant(row, "planned_at")),
        row.getObject("wall_time", LocalDateTime.class),
        ZoneId.of(row.getString("zone")),
        null,
        /* exact= */ false,
        slot == null ? null : new TakenSlot(slot, row.getBoolean("any_slot")));
  }

  /** Notes the slots of deliveries that are saved, and that have none. */
  static void book(Connection connection, List<Booking> bookings) throws SQLException {
    if (bookings.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO bookings (delivery_id, account_id, schedule_id, nominal, any_slot)
            SELECT d.id, d.account_id, s.id, b.nominal, b.any_slot
            FROM unnest(?::bigint[], ?::int[], ?::text[], ?::timestamp[], ?::boolean[])
              AS b (post_id, account_id, schedule, nominal, any_slot)
            JOIN deliveries d USING (post_id, account_id)
            JOIN schedules s ON s.name = b.schedule
            """)) {
      Unnest.of(statement, bookings)
          .column("bigint", booking -> booking.post().number())
          .column("int", Booking::account)
          .column("text", booking -> booking.slot().name().schedule())
          .column("timestamp", booking -> booking.slot().name().nominal())
          .column("boolean", booking -> booking.slot().any());
      statement.executeUpdate();
    }
  }

  /** The slots of the deliveries are free again. */
  static void free(Connection connection, List<Long> deliveries) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM bookings WHERE delivery_id = ANY (?)")) {
      Unnest.of(statement, deliveries).column("bigint", id -> id);
      statement.executeUpdate();
    }
  }
}

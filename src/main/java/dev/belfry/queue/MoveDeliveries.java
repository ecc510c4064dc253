package dev.belfry.queue;

import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.post.EventType;
import dev.belfry.post.PostId;
import dev.belfry.queue.Bookings.Booking;
import dev.belfry.schedule.Moment;
import dev.belfry.schedule.TakenSlot;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gives deliveries that wait other moments, and leaves everything else of them as it is. */
final class MoveDeliveries {
  record Move(long delivery, PostId post, int account, Moment to) {}

  private MoveDeliveries() {}

  /**
   * Moves them all at once, so that they may trade their slots. Their rows in the queue are locked.
   *
   * @param why for the history
   */
  static void move(Connection connection, List<Move> moves, String why, String actor)
      throws SQLException {
    if (moves.isEmpty()) {
      return;
    }
    List<Long> ids = moves.stream().map(Move::delivery).toList();
    Bookings.free(connection, ids);
    update(connection, moves);
    List<Booking> bookings = new ArrayList<>();
    for (Move move : moves) {
      TakenSlot slot = move.to().slot();
      if (slot != null) {
        bookings.add(new Booking(move.post(), move.account(), slot));
      }
    }
    Bookings.book(connection, bookings);
    RecordEvents.ofDeliveries(connection, EventType.SCHEDULED, ids, why, actor);
    DueNotices.send(connection, earliest(moves));
  }

  private static Instant earliest(List<Move> moves) {
    return moves.stream()
        .map(move -> move.to().instant())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static void update(Connection connection, List<Move> moves) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH moved AS (
              SELECT * FROM unnest(?::bigint[], ?::timestamp[], ?::text[], ?::timestamptz[])
                AS of_caller (id, wall, zone, at)
            ), planned AS (
              UPDATE deliveries d SET wall_time = wall, zone = moved.zone, planned_at = at
              FROM moved WHERE d.id = moved.id
            )
            UPDATE waiting SET due_at = at FROM moved WHERE delivery_id = moved.id
            """)) {
      Unnest.of(statement, moves)
          .column("bigint", Move::delivery)
          .column("timestamp", move -> move.to().wall())
          .column("text", move -> move.to().zone().getId())
          .column("timestamptz", move -> timestamp(move.to().instant()));
      statement.executeUpdate();
    }
  }
}

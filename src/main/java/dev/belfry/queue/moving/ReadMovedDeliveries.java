package dev.belfry.queue.moving;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.belfry.compose.moving.MovedDelivery;
import dev.belfry.compose.moving.MovedDelivery.Slot;
import dev.belfry.compose.moving.MovedDelivery.Time;
import dev.belfry.compose.moving.MovedDelivery.Waiting;
import dev.belfry.post.PostId;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads where posts stand with their accounts, many at once. */
final class ReadMovedDeliveries {
  private record Row(
      PostId post,
      long id,
      String account,
      String state,
      @Nullable Instant ended,
      @Nullable Time time,
      @Nullable Waiting waiting) {}

  private record OfPost(PostId post, MovedDelivery delivery) {}

  private ReadMovedDeliveries() {}

  /** For each of the posts that has any, its deliveries, by account. */
  static Map<PostId, List<MovedDelivery>> of(Connection connection, List<PostId> posts)
      throws SQLException {
    List<Row> rows = rows(connection, posts);
    ReadTries tries = ReadTries.of(connection, rows.stream().map(Row::id).toList());
    return rows.stream()
        .map(row -> new OfPost(row.post(), delivery(row, tries)))
        .collect(groupingBy(OfPost::post, mapping(OfPost::delivery, toList())));
  }

  private static MovedDelivery delivery(Row row, ReadTries tries) {
    return new MovedDelivery(
        row.id(),
        row.account(),
        row.state(),
        row.ended(),
        row.time(),
        row.waiting(),
        tries.rules(row.id()),
        tries.requests(row.id()),
        tries.attempts(row.id()),
        tries.retractions(row.id()),
        row.waiting() == null ? List.of() : tries.prepared(row.id()));
  }

  /**
   * What a node has in hand is told as another would find it after that node's end: in doubt, and
   * to be looked for at once, where its request may have left; else as if it had not been claimed,
   * or as held, where it is to be held after that.
   */
  private static List<Row> rows(Connection connection, List<PostId> posts) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT d.post_id, d.id, a.name, d.ended_at, d.wall_time, d.zone, d.planned_at, d.exact,
                   s.name AS schedule, b.nominal, b.any_slot,
                   coalesce(d.ended,
                            CASE WHEN w.state <> 'claimed' THEN w.state
                                 WHEN open.now THEN 'unconfirmed'
                                 WHEN w.hold_reason IS NOT NULL THEN 'held'
                                 WHEN w.state = 'claimed' THEN 'scheduled' END,
                            'draft') AS state,
                   w.due_at, w.failures, w.looks, w.absences, w.cap,
                   CASE WHEN w.state = 'claimed' AND NOT open.now
                        THEN coalesce(w.hold_reason, w.reason) ELSE w.reason END AS reason,
                   CASE WHEN w.state = 'unconfirmed' OR open.now THEN w.hold_reason END AS then_held,
                   CASE WHEN open.now THEN w.due_at ELSE w.look_at END AS look_at
            FROM deliveries d
            JOIN accounts a ON a.id = d.account_id
            LEFT JOIN waiting w ON w.delivery_id = d.id
            LEFT JOIN bookings b ON b.delivery_id = d.id
            LEFT JOIN schedules s ON s.id = b.schedule_id
            CROSS JOIN LATERAL (
              SELECT w.state = 'claimed' AND EXISTS (
                SELECT FROM attempts t WHERE t.delivery_id = d.id AND t.outcome IS NULL) AS now
            ) AS open
            WHERE d.post_id = ANY (?)
            ORDER BY d.post_id, a.name
            """)) {
      Unnest.of(statement, posts).column("bigint", PostId::number);
      return list(statement, ReadMovedDeliveries::row);
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new PostId(row.getLong("post_id")),
        row.getLong("id"),
        row.getString("name"),
        row.getString("state"),
        instant(row, "ended_at"),
        time(row),
        waiting(row));
  }

  private static @Nullable Time time(ResultSet row) throws SQLException {
    @Nullable Instant planned = instant(row, "planned_at");
    @Nullable String schedule = row.getString("schedule");
    return planned == null
        ? null
        : new Time(
            row.getObject("wall_time", LocalDateTime.class),
            row.getString("zone"),
            planned,
            row.getBoolean("exact"),
            schedule == null
                ? null
                : new Slot(
                    schedule,
                    requireNonNull(row.getObject("nominal", LocalDateTime.class)),
                    row.getBoolean("any_slot")));
  }

  private static @Nullable Waiting waiting(ResultSet row) throws SQLException {
    @Nullable Instant due = instant(row, "due_at");
    return due == null
        ? null
        : new Waiting(
            due,
            row.getInt("failures"),
            row.getString("reason"),
            instant(row, "look_at"),
            row.getInt("looks"),
            row.getInt("absences"),
            row.getString("cap"),
            row.getString("then_held"));
  }
}

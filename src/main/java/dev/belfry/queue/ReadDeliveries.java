package dev.belfry.queue;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;

import dev.belfry.account.Accounts;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.PartState;
import dev.belfry.post.PostId;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.queue.StoredPost.StoredPart;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads where a post stands with each of its accounts. */
final class ReadDeliveries {
  private record SentPartRow(long delivery, StoredPart part) {}

  private ReadDeliveries() {}

  /**
   * @param parts how many parts the post has
   */
  static List<StoredDelivery> of(Connection connection, PostId post, int parts)
      throws SQLException {
    Map<Long, List<StoredPart>> attempted =
        attempted(connection, post).stream()
            .collect(
                Collectors.groupingBy(
                    SentPartRow::delivery,
                    Collectors.mapping(SentPartRow::part, Collectors.toList())));
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT d.id AS delivery_id, coalesce(d.ended, w.state, 'draft') AS state,
                   coalesce(w.due_at, d.planned_at) AS due_at, d.wall_time, d.zone AS said_zone,
                   coalesce(CASE WHEN w.state IN ('claimed', 'unconfirmed')
                                 THEN concat_ws('; ', w.reason, 'then held: ' || w.hold_reason)
                                 ELSE w.reason END,
                            CASE WHEN %s THEN ? END, CASE WHEN d.ended = 'failed' THEN (
                     SELECT detail FROM attempts WHERE delivery_id = d.id
                     ORDER BY part DESC, number DESC LIMIT 1) END) AS reason,
                   w.look_at,
                   CASE WHEN w.delivery_id IS NOT NULL THEN (
                     SELECT h.reason FROM holds h
                     WHERE h.account_id = w.account_id OR h.account_id IS NULL
                     ORDER BY h.account_id NULLS FIRST LIMIT 1) END AS hold,
                   c.name AS schedule, b.nominal,
                   a.*, extract(epoch FROM a.late_after)::bigint AS late_seconds,
                   extract(epoch FROM a.spacing)::bigint AS spacing_seconds
            FROM deliveries d
            JOIN accounts a ON a.id = d.account_id
            LEFT JOIN waiting w ON w.delivery_id = d.id
            LEFT JOIN bookings b ON b.delivery_id = d.id
            LEFT JOIN schedules c ON c.id = b.schedule_id
            WHERE d.post_id = ?
            ORDER BY a.name
            """
                .formatted(SentInLostTime.D_IS_ONE))) {
      statement.setString(1, SentInLostTime.WARNING);
      statement.setLong(2, post.number());
      return list(
          statement,
          row ->
              delivery(
                  row,
                  everyPart(parts, attempted.getOrDefault(row.getLong("delivery_id"), List.of()))));
    }
  }

  private static StoredDelivery delivery(ResultSet row, List<StoredPart> parts)
      throws SQLException {
    @Nullable String zone = row.getString("said_zone");
    return new StoredDelivery(
        row.getLong("delivery_id"),
        Accounts.account(row),
        DeliveryState.of(row.getString("state")).orElseThrow(),
        instant(row, "due_at"),
        row.getObject("wall_time", LocalDateTime.class),
        zone == null ? null : ZoneId.of(zone),
        row.getString("reason"),
        instant(row, "look_at"),
        row.getString("hold"),
        Bookings.slot(row),
        parts);
  }

  /** Parts that were never attempted wait. */
  private static List<StoredPart> everyPart(int count, List<StoredPart> attempted) {
    Map<Integer, StoredPart> byPosition =
        attempted.stream().collect(Collectors.toMap(StoredPart::position, Function.identity()));
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            position ->
                byPosition.getOrDefault(
                    position, new StoredPart(position, PartState.WAITING, null, null)))
        .toList();
  }

  /**
   * Of each part that was attempted, the attempt that made it live, else its last: a part that the
   * network took twice is live, whatever the second attempt says. As long as a request that was not
   * found may still arrive, its part is in doubt, whatever came of later attempts; neither a look
   * nor a person settles that, but time.
   */
  private static List<SentPartRow> attempted(Connection connection, PostId post)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT DISTINCT ON (t.delivery_id, p.part)
                   t.delivery_id, p.part, t.remote_id, t.url,
                   CASE WHEN t.outcome IS NULL THEN 'ATTEMPTED'
                        WHEN t.outcome IN ('posted', 'repeated')
                          THEN CASE WHEN EXISTS (SELECT 1 FROM live_parts l
                                                 WHERE l.delivery_id = t.delivery_id
                                                   AND l.part = p.part)
                                    THEN 'PUBLISHED' ELSE 'RETRACTED' END
                        WHEN t.outcome = 'unconfirmed'
                          OR bool_or(%s) OVER (PARTITION BY t.delivery_id, p.part)
                          THEN 'UNCONFIRMED'
                        WHEN d.ended = 'failed' THEN 'FAILED'
                        ELSE 'WAITING' END AS state
            FROM deliveries d JOIN attempts t ON t.delivery_id = d.id
            CROSS JOIN generate_series(t.part::int, coalesce(t.through, t.part)::int) AS p (part)
            WHERE d.post_id = ?
            ORDER BY t.delivery_id, p.part, t.outcome = 'posted' DESC NULLS LAST,
                     t.part = p.part DESC, t.number DESC
            """
                .formatted(MayArrive.T_MAY_ARRIVE))) {
      statement.setLong(1, post.number());
      return list(
          statement,
          row ->
              new SentPartRow(
                  row.getLong("delivery_id"),
                  new StoredPart(
                      row.getInt("part"),
                      PartState.valueOf(row.getString("state")),
                      row.getString("remote_id"),
                      row.getString("url"))));
    }
  }
}

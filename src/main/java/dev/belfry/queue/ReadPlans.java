package dev.belfry.queue;

import static dev.belfry.sql.Rows.list;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.belfry.post.AccountName;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.PostId;
import dev.belfry.sql.Rows;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what is planned for posts, many at once. */
final class ReadPlans {
  private record Row(PostId post, PlannedPost.Plan plan) {}

  private ReadPlans() {}

  /** For each of the posts that has any, its plans for accounts that are in use, by name. */
  static Map<PostId, List<PlannedPost.Plan>> of(Connection connection, List<PostId> posts)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT d.post_id, a.name, coalesce(d.ended, w.state, 'draft') AS state,
                   d.wall_time, d.zone, d.planned_at,
                   EXISTS (SELECT 1 FROM attempts t
                           WHERE t.delivery_id = d.id
                             AND (t.outcome IS NULL
                               OR t.outcome IN ('posted', 'absent', 'unconfirmed')))
                     AS begun
            FROM deliveries d
            JOIN accounts a ON a.id = d.account_id AND a.removed_at IS NULL
            LEFT JOIN waiting w ON w.delivery_id = d.id
            WHERE d.post_id = ANY (?)
            ORDER BY d.post_id, a.name
            """)) {
      Unnest.of(statement, posts).column("bigint", PostId::number);
      return list(statement, ReadPlans::row).stream()
          .collect(groupingBy(Row::post, mapping(Row::plan, toList())));
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new PostId(row.getLong("post_id")),
        new PlannedPost.Plan(
            AccountName.parse(row.getString("name")),
            DeliveryState.of(row.getString("state")).orElseThrow(),
            row.getBoolean("begun"),
            time(row)));
  }

  private static PlannedPost.@Nullable Time time(ResultSet row) throws SQLException {
    @Nullable LocalDateTime wall = row.getObject("wall_time", LocalDateTime.class);
    return wall == null
        ? null
        : new PlannedPost.Time(
            wall,
            ZoneId.of(row.getString("zone")),
            requireNonNull(Rows.instant(row, "planned_at")));
  }
}

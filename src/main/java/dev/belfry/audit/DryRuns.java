package dev.belfry.audit;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.post.AccountName;
import dev.belfry.publish.Attempt;
import dev.belfry.queue.Claim;
import dev.belfry.queue.ClaimDue;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code run --dry-run} would have sent, each part of each delivery once a run. Nothing here
 * touches the queue, the attempts or the history.
 */
public final class DryRuns {
  private DryRuns() {}

  /** Begins a run; gives its number. */
  public static long start(Connection connection, String node) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO dry_runs (node) VALUES (?) RETURNING id")) {
      statement.setString(1, node);
      return first(statement, row -> row.getLong("id")).orElseThrow();
    }
  }

  /**
   * What is due and not yet recorded in this run, in due order, as if it were claimed.
   *
   * @param but the deliveries that are left out
   */
  public static List<Claim> due(
      Connection connection, long run, Set<Long> but, Instant now, int most) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT w.delivery_id, d.post_id, a.name, w.failures,
                   ARRAY(SELECT body FROM rendered_parts r WHERE r.delivery_id = w.delivery_id
                         ORDER BY position) AS bodies
            FROM waiting w
            JOIN deliveries d ON d.id = w.delivery_id
            JOIN accounts a ON a.id = w.account_id
            WHERE w.state = 'scheduled' AND w.due_at <= ? AND w.delivery_id <> ALL (?)
              AND NOT EXISTS (SELECT 1 FROM dry_run_parts p
                              WHERE p.dry_run_id = ? AND p.delivery_id = w.delivery_id)
            ORDER BY w.due_at, w.delivery_id
            LIMIT ?
            """)) {
      statement.setObject(1, timestamp(now));
      int next = Unnest.from(statement, 2, List.copyOf(but)).column("bigint", id -> id).next();
      statement.setLong(next, run);
      statement.setInt(next + 1, most);
      List<Claim> claims =
          list(
              statement,
              row -> ClaimDue.fresh(row, AccountName.parse(row.getString("name")), /* token= */ 0));
      return ClaimDue.withProgress(
          connection, claims, claims.stream().map(Claim::delivery).toList());
    }
  }

  /**
   * When something that this run has not recorded yet is due.
   *
   * @param but the deliveries that are left out
   */
  public static Optional<Instant> nextDue(Connection connection, long run, Set<Long> but)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT w.due_at FROM waiting w
            WHERE w.state = 'scheduled' AND w.delivery_id <> ALL (?)
              AND NOT EXISTS (SELECT 1 FROM dry_run_parts p
                              WHERE p.dry_run_id = ? AND p.delivery_id = w.delivery_id)
            ORDER BY w.due_at
            LIMIT 1
            """)) {
      int next = Unnest.of(statement, List.copyOf(but)).column("bigint", id -> id).next();
      statement.setLong(next, run);
      return first(statement, row -> requireNonNull(instant(row, "due_at")));
    }
  }

  /** Records the parts of one delivery; what the run has recorded already stays. */
  public static void record(Connection connection, long run, List<Attempt> parts)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO dry_run_parts (dry_run_id, delivery_id, part, body, sha256)
            SELECT ?, * FROM unnest(?::bigint[], ?::smallint[], ?::text[], ?::bytea[])
            ON CONFLICT DO NOTHING
            """)) {
      statement.setLong(1, run);
      Unnest.from(statement, 2, parts)
          .column("bigint", part -> part.claim().delivery())
          .column("smallint", Attempt::position)
          .column("text", part -> part.request().body())
          .bytes(part -> part.request().sha256());
      statement.executeUpdate();
    }
  }
}

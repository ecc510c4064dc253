package dev.belfry.queue;

import static dev.belfry.sql.Rows.timestamp;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Sets aside what is found due too late, by the policy of its slot's schedule, else of its account.
 * Lateness is judged before the first attempt only: what was begun is finished. Time lost to the
 * account's spacing, to a network's deferral or to a back-off does not count.
 */
public final class JudgeLate {
  private JudgeLate() {}

  /** Holds or skips what is too late on the leased accounts, and says so in the history. */
  public static void judge(Connection connection, List<Lease> leases, Instant now, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH late AS (
              SELECT w.delivery_id, w.due_at, a.name, coalesce(s.late, a.late_policy) AS policy
              FROM waiting w
              JOIN leases l USING (account_id)
              JOIN unnest(?::int[], ?::bigint[]) AS mine (account_id, token)
                USING (account_id, token)
              JOIN accounts a ON a.id = w.account_id
              LEFT JOIN bookings b ON b.delivery_id = w.delivery_id
              LEFT JOIN schedules s ON s.id = b.schedule_id
              WHERE w.state = 'scheduled' AND coalesce(s.late, a.late_policy) <> 'post'
                AND greatest(w.due_at, l.not_before) < ?::timestamptz - a.late_after
                AND NOT EXISTS (SELECT 1 FROM attempts t WHERE t.delivery_id = w.delivery_id)
              FOR UPDATE OF w SKIP LOCKED),
            held AS (
              UPDATE waiting w SET state = 'held',
                reason = 'it came due ' || to_char(w.due_at AT TIME ZONE 'UTC',
                         'YYYY-MM-DD HH24:MI') || ' UTC and could not go out then'
              FROM late WHERE late.policy = 'hold' AND w.delivery_id = late.delivery_id),
            left_out AS (
              DELETE FROM waiting w USING late
              WHERE late.policy = 'skip' AND w.delivery_id = late.delivery_id),
            ended AS (
              UPDATE deliveries d SET ended = 'skipped', ended_at = clock_timestamp()
              FROM late WHERE late.policy = 'skip' AND d.id = late.delivery_id)
            INSERT INTO history (event, post_id, account, due_at, detail, actor)
            SELECT CASE late.policy WHEN 'hold' THEN 'held' ELSE 'skipped' END,
                   d.post_id, late.name, late.due_at, 'found due too late', ?
            FROM late JOIN deliveries d ON d.id = late.delivery_id
            ORDER BY late.due_at, d.id
            """)) {
      int next = Leases.bind(statement, 1, leases);
      statement.setObject(next, timestamp(now));
      statement.setString(next + 1, actor);
      statement.executeUpdate();
    }
  }
}

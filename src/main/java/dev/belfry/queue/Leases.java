package dev.belfry.queue;

import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.map;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Leases on accounts. They are compared on the database's clock only: a node whose clock is wrong,
 * or that was frozen, can't think that it still holds one.
 */
public final class Leases {
  private Leases() {}

  /**
   * Takes free accounts, not held, that have something due, or a question that is to be asked now,
   * or something that a dead node left claimed; those with the earliest first.
   *
   * @param node the number of the node that takes them
   * @param most how many accounts at the most
   */
  public static List<TakenLease> take(
      Connection connection, long node, Reach reach, Instant now, Duration length, int most)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH free AS (
              SELECT l.account_id, a.name, l.node_id IS NOT NULL AS left_behind,
                     EXISTS (SELECT 1 FROM waiting q
                             WHERE q.account_id = l.account_id AND q.look_at <= t.now) AS in_doubt,
                     first.due_at < t.now - a.late_after AS late,
                     a.monthly_cap IS NOT NULL AS capped
              FROM (SELECT ?::timestamptz AS now) t
              CROSS JOIN leases l
              JOIN accounts a ON a.id = l.account_id
              LEFT JOIN LATERAL (
                SELECT due_at FROM waiting
                WHERE account_id = l.account_id AND state = 'scheduled'
                ORDER BY due_at LIMIT 1) AS first ON true
              WHERE l.held_until < clock_timestamp()
                AND l.not_before <= t.now
                AND a.removed_at IS NULL
                AND a.dry_run = ? AND (a.dry_run OR a.network = ANY (?))
                AND l.account_id <> ALL (?)
                AND NOT EXISTS (SELECT 1 FROM holds h
                                WHERE h.account_id = l.account_id OR h.account_id IS NULL)
                AND (first.due_at <= t.now
                  OR EXISTS (SELECT 1 FROM waiting q
                             WHERE q.account_id = l.account_id AND q.look_at <= t.now)
                  OR (l.node_id IS NOT NULL
                    AND EXISTS (SELECT 1 FROM waiting w
                                WHERE w.account_id = l.account_id AND w.state = 'claimed'
                                  AND w.due_at <= t.now)))
              ORDER BY first.due_at
              LIMIT ?
              FOR UPDATE OF l SKIP LOCKED)
            UPDATE leases l SET
              token = l.token + 1, node_id = ?,
              held_until = clock_timestamp() + make_interval(secs => ?)
            FROM free WHERE free.account_id = l.account_id
            RETURNING l.account_id, l.token, free.name, free.left_behind, free.in_doubt, free.late,
                      free.capped
            """)) {
      statement.setObject(1, timestamp(now));
      statement.setBoolean(2, reach.dryRun());
      int next = Unnest.from(statement, 3, reach.networks()).column("text", Network::word).next();
      next =
          Unnest.from(statement, next, List.copyOf(reach.except()))
              .column("int", account -> account)
              .next();
      statement.setInt(next, most);
      statement.setLong(next + 1, node);
      statement.setDouble(next + 2, seconds(length));
      return list(
          statement,
          row ->
              new TakenLease(
                  lease(row),
                  row.getBoolean("left_behind"),
                  row.getBoolean("in_doubt"),
                  row.getBoolean("late"),
                  row.getBoolean("capped")));
    }
  }

  /**
   * Makes the leases last again from now on.
   *
   * @return those that are still held; the others are lost, and nothing may be sent on them
   */
  public static List<Lease> renew(Connection connection, List<Lease> leases, Duration length)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH held AS (
              SELECT l.account_id
              FROM leases l JOIN unnest(?::int[], ?::bigint[]) AS mine (account_id, token)
                USING (account_id, token)
              WHERE l.held_until > clock_timestamp()
              ORDER BY l.account_id
              FOR UPDATE OF l)
            UPDATE leases l SET held_until = clock_timestamp() + make_interval(secs => ?)
            FROM held JOIN accounts a ON a.id = held.account_id
            WHERE held.account_id = l.account_id
            RETURNING l.account_id, l.token, a.name
            """)) {
      statement.setDouble(bind(statement, 1, leases), seconds(length));
      return list(statement, Leases::lease);
    }
  }

  /**
   * What came of asking for leases to last again; one that is in neither list is lost, and nothing
   * may be sent on it.
   *
   * @param renewed those that last again
   * @param locked those that ran a moment ago, and were left as they are
   */
  public record Renewal(List<Lease> renewed, List<Lease> locked) {
    private static final Renewal OF_NOTHING = new Renewal(List.of(), List.of());
  }

  /**
   * Makes those of the leases last again from now on that nobody has locked: a transaction that has
   * may renew them itself, or be about to take them, and may take its time.
   */
  public static Renewal renewUnlocked(Connection connection, List<Lease> leases, Duration length)
      throws SQLException {
    if (leases.isEmpty()) {
      return Renewal.OF_NOTHING;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH held AS (
              SELECT l.account_id, l.token
              FROM leases l JOIN unnest(?::int[], ?::bigint[]) AS mine (account_id, token)
                USING (account_id, token)
              WHERE l.held_until > clock_timestamp()),
            unlocked AS (
              SELECT l.account_id
              FROM leases l JOIN held USING (account_id, token)
              WHERE l.held_until > clock_timestamp()
              FOR UPDATE OF l SKIP LOCKED),
            renewed AS (
              UPDATE leases l SET held_until = clock_timestamp() + make_interval(secs => ?)
              FROM unlocked WHERE unlocked.account_id = l.account_id
              RETURNING l.account_id)
            SELECT held.account_id, renewed.account_id IS NOT NULL AS renewed
            FROM held LEFT JOIN renewed USING (account_id)
            """)) {
      statement.setDouble(bind(statement, 1, leases), seconds(length));
      Map<Integer, Boolean> held =
          map(statement, row -> row.getInt("account_id"), row -> row.getBoolean("renewed"));
      return new Renewal(
          leases.stream().filter(each -> held.getOrDefault(each.account(), false)).toList(),
          leases.stream().filter(each -> !held.getOrDefault(each.account(), true)).toList());
    }
  }

  /** Gives the leases back, so that nobody has to wait for their end. */
  public static void giveBack(Connection connection, List<Lease> leases) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE leases l SET
              held_until = '-infinity',
              -- What is claimed still has an attempt open, into which the next holder looks.
              node_id = CASE WHEN EXISTS (SELECT 1 FROM waiting w
                                          WHERE w.account_id = l.account_id AND w.state = 'claimed')
                             THEN node_id END
            FROM unnest(?::int[], ?::bigint[]) AS mine (account_id, token)
            WHERE l.account_id = mine.account_id AND l.token = mine.token
            """)) {
      bind(statement, 1, leases);
      statement.executeUpdate();
    }
  }

  /**
   * Ends the leases as if their holder had died: whoever takes them next looks into what the holder
   * before this one may have left behind.
   */
  public static void abandon(Connection connection, List<Lease> leases) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE leases l SET held_until = '-infinity'
            FROM unnest(?::int[], ?::bigint[]) AS mine (account_id, token)
            WHERE l.account_id = mine.account_id AND l.token = mine.token
            """)) {
      bind(statement, 1, leases);
      statement.executeUpdate();
    }
  }

  /**
   * The leases that a node was the last to hold and has not given back, be they over or not.
   *
   * @param node the node's number
   */
  public static List<Lease> lastHeldBy(Connection connection, long node) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT l.account_id, l.token, a.name
            FROM leases l JOIN accounts a ON a.id = l.account_id
            WHERE l.node_id = ?
            ORDER BY l.account_id
            """)) {
      statement.setLong(1, node);
      return list(statement, Leases::lease);
    }
  }

  /** Binds two arrays, account and token; gives the next parameter. */
  static int bind(PreparedStatement statement, int parameter, List<Lease> leases)
      throws SQLException {
    return Unnest.from(statement, parameter, leases)
        .column("int", Lease::account)
        .column("bigint", Lease::token)
        .next();
  }

  private static double seconds(Duration length) {
    return length.toMillis() / 1000.0;
  }

  private static Lease lease(ResultSet row) throws SQLException {
    return new Lease(
        row.getInt("account_id"), AccountName.parse(row.getString("name")), row.getLong("token"));
  }
}

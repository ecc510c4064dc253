package dev.belfry.queue;

import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.post.Network;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Leases on accounts. They are compared on the database's clock only: a node whose clock is wrong,
 * or that was frozen, can't think that it still holds one.
 */
public final class Leases {
  private Leases() {}

  /**
   * Takes free accounts, not held, that have something due, or something that a dead node left
   * claimed.
   *
   * @param live the networks that this node can publish to; dry-run accounts need none
   * @param most how many accounts at the most
   */
  public static List<Lease> take(
      Connection connection,
      String node,
      Collection<Network> live,
      Instant now,
      Duration length,
      int most)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH free AS (
              SELECT l.account_id
              FROM leases l JOIN accounts a ON a.id = l.account_id
              WHERE l.held_until < clock_timestamp()
                AND l.not_before <= ?
                AND a.removed_at IS NULL
                AND (a.dry_run OR a.network = ANY (?))
                AND NOT EXISTS (SELECT 1 FROM holds h
                                WHERE h.account_id = l.account_id OR h.account_id IS NULL)
                AND (EXISTS (SELECT 1 FROM waiting w WHERE w.account_id = l.account_id
                             AND w.state = 'scheduled' AND w.due_at <= ?)
                  OR EXISTS (SELECT 1 FROM waiting w WHERE w.account_id = l.account_id
                             AND w.state = 'claimed' AND w.due_at <= ?))
              LIMIT ?
              FOR UPDATE OF l SKIP LOCKED)
            UPDATE leases l SET
              token = l.token + 1, node = ?,
              held_until = clock_timestamp() + make_interval(secs => ?)
            FROM free WHERE free.account_id = l.account_id
            RETURNING l.account_id, l.token
            """)) {
      statement.setObject(1, timestamp(now));
      Unnest.from(statement, 2, List.copyOf(live)).column("text", Network::word);
      statement.setObject(3, timestamp(now));
      statement.setObject(4, timestamp(now));
      statement.setInt(5, most);
      statement.setString(6, node);
      statement.setDouble(7, seconds(length));
      return list(statement, Leases::lease);
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
            UPDATE leases l SET held_until = clock_timestamp() + make_interval(secs => ?)
            FROM unnest(?::int[], ?::bigint[]) AS mine (account_id, token)
            WHERE l.account_id = mine.account_id AND l.token = mine.token
              AND l.held_until > clock_timestamp()
            RETURNING l.account_id, l.token
            """)) {
      statement.setDouble(1, seconds(length));
      bind(statement, 2, leases);
      return list(statement, Leases::lease);
    }
  }

  /** Gives the leases back, so that nobody has to wait for their end. */
  public static void giveBack(Connection connection, List<Lease> leases) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE leases l SET held_until = '-infinity', node = NULL
            FROM unnest(?::int[], ?::bigint[]) AS mine (account_id, token)
            WHERE l.account_id = mine.account_id AND l.token = mine.token
            """)) {
      bind(statement, 1, leases);
      statement.executeUpdate();
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
    return new Lease(row.getInt("account_id"), row.getLong("token"));
  }
}

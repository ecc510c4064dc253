package dev.belfry.audit;

import static dev.belfry.sql.Rows.list;

import dev.belfry.publish.Attempt;
import dev.belfry.queue.Lease;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rows that say what is about to be sent: committed before anything leaves. */
public final class OpenAttempts {
  private OpenAttempts() {}

  /**
   * Writes the attempts down, and into the history, in the transaction that has claimed their
   * deliveries: it has locked both them and the leases, and nothing is left to be checked.
   */
  public static void ofClaims(Connection connection, List<Attempt> attempts, String node)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH n AS (
              SELECT *, sha256(convert_to(body, 'UTF8')) AS sha256
              FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::smallint[], ?::smallint[],
                          ?::bigint[], ?::text[], ?::text[], ?::smallint[]) WITH ORDINALITY
                AS n (delivery_id, post_id, account, part, number, token, body, correlation,
                      through, place)),
            opened AS (
              INSERT INTO attempts
                (delivery_id, part, number, claim, node, body, sha256, correlation, through)
              SELECT delivery_id, part, number, token, ?, body, sha256, correlation,
                     nullif(through, part)
              FROM n)
            INSERT INTO history (event, post_id, account, part, attempt, payload_sha256, actor)
            SELECT 'attempted', post_id, account, part, number, sha256, ? FROM n
            ORDER BY place
            """)) {
      int next = bind(statement, attempts);
      statement.setString(next, node);
      statement.setString(next + 1, node);
      statement.executeUpdate();
    }
  }

  /**
   * Writes the attempts at the parts that follow down, and into the history. One whose lease has
   * run out, whose account or delivery is held, whose delivery somebody took away in the meantime,
   * or whose part is live by an earlier try that was answered late, is not opened and must not be
   * sent.
   *
   * <p>The leases are locked until the transaction ends: whoever takes one over after that sees
   * what was opened under it.
   *
   * @return those that were opened, in the order given
   */
  public static List<Attempt> following(
      Connection connection, List<Attempt> attempts, List<Lease> leases, String node)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH n AS (
              SELECT *, sha256(convert_to(body, 'UTF8')) AS sha256
              FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::smallint[], ?::smallint[],
                          ?::bigint[], ?::text[], ?::text[], ?::smallint[]) WITH ORDINALITY
                AS n (delivery_id, post_id, account, part, number, token, body, correlation,
                      through, place)),
            held AS MATERIALIZED (
              SELECT account_id, token
              FROM leases l JOIN unnest(?::int[], ?::bigint[]) AS mine (account_id, token)
                USING (account_id, token)
              WHERE held_until > clock_timestamp()
                AND NOT EXISTS (SELECT 1 FROM holds h
                                WHERE h.account_id = l.account_id OR h.account_id IS NULL)
              FOR SHARE OF l),
            allowed AS MATERIALIZED (
              SELECT n.*
              FROM n
              JOIN waiting w ON w.delivery_id = n.delivery_id AND w.claim = n.token
                AND w.hold_reason IS NULL
              JOIN held ON held.account_id = w.account_id
              -- A part's first try has none before it that could be answered late.
              WHERE n.number = 1
                OR NOT EXISTS (SELECT 1 FROM attempts o
                               WHERE o.delivery_id = n.delivery_id AND o.part = n.part
                                 AND o.outcome = 'posted')),
            opened AS (
              INSERT INTO attempts
                (delivery_id, part, number, claim, node, body, sha256, correlation, through)
              SELECT delivery_id, part, number, token, ?, body, sha256, correlation,
                     nullif(through, part)
              FROM allowed)
            INSERT INTO history (event, post_id, account, part, attempt, payload_sha256, actor)
            SELECT 'attempted', post_id, account, part, number, sha256, ? FROM allowed
            ORDER BY place
            RETURNING post_id, account
            """)) {
      int next =
          Unnest.from(statement, bind(statement, attempts), leases)
              .column("int", Lease::account)
              .column("bigint", Lease::token)
              .next();
      statement.setString(next, node);
      statement.setString(next + 1, node);
      Set<Target> opened = new HashSet<>(list(statement, Target::of));
      return attempts.stream().filter(attempt -> opened.contains(Target.of(attempt))).toList();
    }
  }

  private static int bind(PreparedStatement statement, List<Attempt> attempts) throws SQLException {
    return Unnest.of(statement, attempts)
        .column("bigint", attempt -> attempt.claim().delivery())
        .column("bigint", attempt -> attempt.claim().post().number())
        .column("text", attempt -> attempt.claim().account().toString())
        .column("smallint", Attempt::position)
        .column("smallint", Attempt::number)
        .column("bigint", attempt -> attempt.claim().token())
        .column("text", attempt -> attempt.request().body())
        .column("text", attempt -> attempt.request().correlation())
        .column("smallint", Attempt::through)
        .next();
  }

  /** A post goes to an account once, so this names a delivery. */
  private record Target(long post, String account) {
    static Target of(ResultSet row) throws SQLException {
      return new Target(row.getLong("post_id"), row.getString("account"));
    }

    static Target of(Attempt attempt) {
      return new Target(attempt.claim().post().number(), attempt.claim().account().toString());
    }
  }
}

package dev.belfry.audit;

import static dev.belfry.sql.Rows.list;

import dev.belfry.publish.Attempt;
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
   * Writes the attempts down, and into the history. One whose lease has run out, whose account is
   * held, or whose delivery somebody took away in the meantime, is not opened and must not be sent.
   *
   * <p>The leases are locked until the transaction ends: whoever takes one over after that sees
   * what was opened under it.
   *
   * @return those that were opened, in the order given
   */
  public static List<Attempt> open(Connection connection, List<Attempt> attempts, String node)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH n AS (
              SELECT *
              FROM unnest(?::bigint[], ?::smallint[], ?::smallint[], ?::bigint[], ?::text[],
                          ?::bytea[], ?::text[]) WITH ORDINALITY
                AS n (delivery_id, part, number, token, body, sha256, correlation, place)),
            opened AS (
              INSERT INTO attempts
                (delivery_id, part, number, claim, node, body, sha256, correlation)
              SELECT n.delivery_id, n.part, n.number, n.token, ?, n.body, n.sha256, n.correlation
              FROM n
              JOIN waiting w ON w.delivery_id = n.delivery_id AND w.claim = n.token
              JOIN leases l ON l.account_id = w.account_id AND l.token = n.token
                AND l.held_until > clock_timestamp()
              WHERE NOT EXISTS (SELECT 1 FROM holds h
                                WHERE h.account_id = l.account_id OR h.account_id IS NULL)
              FOR SHARE OF l
              RETURNING delivery_id, part, number, sha256, node)
            INSERT INTO history (event, post_id, account, part, attempt, payload_sha256, actor)
            SELECT 'attempted', d.post_id, a.name, o.part, o.number, o.sha256, o.node
            FROM opened o
            JOIN n ON n.delivery_id = o.delivery_id AND n.part = o.part
            JOIN deliveries d ON d.id = o.delivery_id
            JOIN accounts a ON a.id = d.account_id
            ORDER BY n.place
            RETURNING post_id, account
            """)) {
      int next =
          Unnest.of(statement, attempts)
              .column("bigint", attempt -> attempt.claim().delivery())
              .column("smallint", Attempt::position)
              .column("smallint", Attempt::number)
              .column("bigint", attempt -> attempt.claim().token())
              .column("text", attempt -> attempt.request().body())
              .bytes(attempt -> attempt.request().sha256())
              .column("text", attempt -> attempt.request().correlation())
              .next();
      statement.setString(next, node);
      Set<Target> opened = new HashSet<>(list(statement, Target::of));
      return attempts.stream().filter(attempt -> opened.contains(Target.of(attempt))).toList();
    }
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

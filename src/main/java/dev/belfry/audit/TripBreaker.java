package dev.belfry.audit;

import dev.belfry.publish.Settlement;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The circuit breaker of an account: where its network has failed several times in a row, or
 * refuses the account itself, the account is held with the reason, until a person resumes it; where
 * there is no credential that the network takes, until somebody logs in. What a network says
 * against a post's content never trips it.
 */
public final class TripBreaker {
  /** So many failures in a row hold the account. */
  public static final int FAILURES = 5;

  private TripBreaker() {}

  /**
   * Looks at what was just settled, in the same transaction.
   *
   * @param actor the node, as the history names it
   */
  public static void after(Connection connection, List<Settlement> settlements, String actor)
      throws SQLException {
    List<Settlement> bad =
        settlements.stream()
            .filter(s -> s.outcome().isNetworkFailure() || s.outcome().refusesAccount())
            .toList();
    if (!bad.isEmpty()) {
      hold(connection, bad, actor);
    }
  }

  private static void hold(Connection connection, List<Settlement> bad, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH failing AS (
              SELECT DISTINCT ON (d.account_id) d.account_id, a.name,
                     CASE WHEN b.refused THEN ''
                          ELSE 'the network failed ' || l.failures || ' times in a row, last with: '
                     END || b.words AS reason,
                     -- One that was missing a moment ago may be there by now: that lets it go on, too.
                     b.needs_log_in OR (b.refused AND NOT EXISTS (
                       SELECT 1 FROM credentials c
                       WHERE c.account_id = d.account_id AND c.refused_at IS NULL)) AS until_log_in
              FROM unnest(?::bigint[], ?::text[], ?::boolean[], ?::boolean[]) WITH ORDINALITY
                AS b (delivery_id, words, refused, needs_log_in, place)
              JOIN deliveries d ON d.id = b.delivery_id
              JOIN accounts a ON a.id = d.account_id
              JOIN leases l ON l.account_id = d.account_id
              WHERE b.refused OR l.failures >= ?
              ORDER BY d.account_id, b.refused DESC, b.place DESC),
            held AS (
              INSERT INTO holds (account_id, reason, actor, until_log_in)
              SELECT account_id, reason, ?, until_log_in FROM failing
              ON CONFLICT (account_id) DO NOTHING
              RETURNING account_id, reason, actor)
            INSERT INTO history (event, account, detail, actor)
            SELECT 'held', failing.name, held.reason, held.actor
            FROM held JOIN failing USING (account_id)
            ORDER BY account_id
            """)) {
      int next =
          Unnest.of(statement, bad)
              .column("bigint", Settlement::delivery)
              .column("text", settlement -> settlement.outcome().words())
              .column("boolean", s -> s.outcome().refusesAccount())
              .column("boolean", s -> s.outcome().needsLogIn())
              .next();
      statement.setInt(next, FAILURES);
      statement.setString(next + 1, actor);
      statement.executeUpdate();
    }
  }
}

package dev.belfry.audit;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.post.AccountName;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.OpenAttempt.Doubt;
import dev.belfry.queue.AbsentTries;
import dev.belfry.queue.Lease;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Finds the attempts of which nobody knows whether their parts are live. */
public final class FindOpenAttempts {
  /** Beside an attempt {@code o}, in SQL: the others at its part that were not found. */
  static final String ABSENT =
      AbsentTries.join(
          "t.delivery_id = o.delivery_id AND t.part = o.part AND t.number <> o.number");

  private FindOpenAttempts() {}

  /**
   * The attempts that a node which lost its lease left open on the accounts that are leased now,
   * and those in doubt of which the network should be asked again.
   */
  public static List<OpenAttempt> toLookInto(Connection connection, List<Lease> leases, Instant now)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT o.*, absent.*
            FROM unnest(?::int[], ?::bigint[]) AS mine (account_id, token)
            JOIN open_attempts o USING (account_id)
            %s
            WHERE (o.state = 'claimed' AND o.claimed_by < mine.token AND o.outcome IS NULL)
               OR (o.look_at <= ? AND o.outcome = 'unconfirmed')
            ORDER BY o.delivery_id, o.part
            """
                .formatted(ABSENT))) {
      statement.setObject(bind(statement, leases), timestamp(now));
      return list(statement, FindOpenAttempts::openAttempt);
    }
  }

  /** The attempts that are open under these very leases. */
  public static List<OpenAttempt> under(Connection connection, List<Lease> leases)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT o.*, absent.*
            FROM unnest(?::int[], ?::bigint[]) AS mine (account_id, token)
            JOIN open_attempts o USING (account_id)
            %s
            WHERE o.claimed_by = mine.token AND o.claim = mine.token AND o.outcome IS NULL
            ORDER BY o.delivery_id, o.part
            """
                .formatted(ABSENT))) {
      int unused = bind(statement, leases);
      return list(statement, FindOpenAttempts::openAttempt);
    }
  }

  /**
   * Puts back into the queue what was claimed under these leases, or before them by a node which
   * lost its own, and has no attempt open; or holds it, where a person said so meanwhile.
   */
  public static void putBackUnsent(Connection connection, List<Lease> leases) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE waiting w SET
              state = CASE WHEN w.hold_reason IS NULL THEN 'scheduled' ELSE 'held' END,
              reason = coalesce(w.hold_reason, w.reason), hold_reason = NULL, claim = NULL
            FROM unnest(?::int[], ?::bigint[]) AS mine (account_id, token)
            WHERE w.account_id = mine.account_id
              AND w.state = 'claimed' AND w.claim <= mine.token
              AND NOT EXISTS (SELECT 1 FROM attempts t
                              WHERE t.delivery_id = w.delivery_id AND t.settled_at IS NULL)
            """)) {
      int unused = bind(statement, leases);
      statement.executeUpdate();
    }
  }

  private static int bind(PreparedStatement statement, List<Lease> leases) throws SQLException {
    return Unnest.of(statement, leases)
        .column("int", Lease::account)
        .column("bigint", Lease::token)
        .next();
  }

  static OpenAttempt openAttempt(ResultSet row) throws SQLException {
    return new OpenAttempt(
        row.getLong("delivery_id"),
        row.getInt("part"),
        row.getInt("through"),
        row.getInt("number"),
        row.getBoolean("is_last"),
        row.getInt("failures"),
        row.getLong("claim"),
        AccountName.parse(row.getString("name")),
        row.getString("body"),
        row.getString("correlation"),
        requireNonNull(instant(row, "opened_at")),
        new Doubt(
            row.getString("outcome") != null,
            row.getInt("looks"),
            row.getInt("absences"),
            row.getString("when_absent").equals("resend")),
        AbsentTries.of(row).orElse(null));
  }
}

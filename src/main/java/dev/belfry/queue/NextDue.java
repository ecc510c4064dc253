package dev.belfry.queue;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.post.Network;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** When there is something to do next. */
public final class NextDue {
  private NextDue() {}

  /**
   * The earliest instant at which a pass of this node finds work; in the past where it does
   * already. That is when something is due, or the network is to be asked about something, or left
   * behind by a node that died, and the account is free and not held: what another node holds is
   * not looked for before its lease is over.
   *
   * @param live the networks that this node can publish to; dry-run accounts need none
   */
  public static Optional<Instant> find(Connection connection, Collection<Network> live, Instant now)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT greatest(work.at, l.held_until, l.not_before) AS at
            FROM leases l JOIN accounts a ON a.id = l.account_id
            CROSS JOIN LATERAL (
              (SELECT due_at AS at FROM waiting
               WHERE account_id = l.account_id AND state = 'scheduled'
               ORDER BY due_at LIMIT 1)
              UNION ALL
              (SELECT look_at FROM waiting
               WHERE account_id = l.account_id AND look_at IS NOT NULL
               ORDER BY look_at LIMIT 1)
              UNION ALL
              (SELECT due_at FROM waiting
               WHERE account_id = l.account_id AND state = 'claimed' AND due_at <= ?
                 AND l.node_id IS NOT NULL
               ORDER BY due_at LIMIT 1)) AS work
            WHERE a.removed_at IS NULL AND (a.dry_run OR a.network = ANY (?))
              AND NOT EXISTS (SELECT 1 FROM holds h
                              WHERE h.account_id = l.account_id OR h.account_id IS NULL)
            ORDER BY 1
            LIMIT 1
            """)) {
      statement.setObject(1, timestamp(now));
      Unnest.from(statement, 2, List.copyOf(live)).column("text", Network::word);
      return first(statement, row -> requireNonNull(instant(row, "at")));
    }
  }

  /**
   * Whether anything that this node can publish is due, or left claimed, whoever holds its account.
   */
  public static boolean isDue(Connection connection, Collection<Network> live, Instant now)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT 1
            FROM waiting w
            JOIN accounts a ON a.id = w.account_id
            JOIN leases l ON l.account_id = w.account_id
            WHERE w.due_at <= ?
              AND ((w.state = 'scheduled' AND l.not_before <= ?) OR w.state = 'claimed')
              AND (a.dry_run OR a.network = ANY (?))
              AND NOT EXISTS (SELECT 1 FROM holds h
                              WHERE h.account_id = w.account_id OR h.account_id IS NULL)
            LIMIT 1
            """)) {
      statement.setObject(1, timestamp(now));
      statement.setObject(2, timestamp(now));
      Unnest.from(statement, 3, List.copyOf(live)).column("text", Network::word);
      return first(statement, row -> true).isPresent();
    }
  }
}

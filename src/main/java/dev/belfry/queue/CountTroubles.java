package dev.belfry.queue;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.post.Network;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** How many deliveries want a person. */
public final class CountTroubles {

  /**
   * How many there are of each kind.
   *
   * @param overdue those that somebody could send and nobody does
   */
  public record Troubles(int held, int failed, int unconfirmed, int overdue) {}

  private CountTroubles() {}

  /**
   * Counts them; those of deleted posts are nobody's trouble any more.
   *
   * @param live the networks that can be published to; dry-run accounts need none
   * @param overdueSince what is due before this instant and still waits is overdue; not so what a
   *     network asked to have later, and what is held with its account
   */
  public static Troubles count(
      Connection connection, Collection<Network> live, Instant overdueSince) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT count(*) FILTER (WHERE w.state = 'held') AS held,
                   (SELECT count(*) FROM deliveries d JOIN posts p ON p.id = d.post_id
                    WHERE d.ended = 'failed' AND p.removed_at IS NULL) AS failed,
                   count(*) FILTER (WHERE w.state = 'unconfirmed') AS unconfirmed,
                   count(*) FILTER (WHERE w.state = 'scheduled' AND w.due_at < ?
                                      AND l.not_before < ?
                                      AND (a.dry_run OR a.network = ANY (?))
                                      AND NOT EXISTS (SELECT 1 FROM holds h
                                                      WHERE h.account_id IS NULL
                                                         OR h.account_id = w.account_id))
                     AS overdue
            FROM waiting w
            JOIN accounts a ON a.id = w.account_id
            JOIN leases l ON l.account_id = w.account_id
            """)) {
      statement.setObject(1, timestamp(overdueSince));
      statement.setObject(2, timestamp(overdueSince));
      Unnest.from(statement, 3, List.copyOf(live)).column("text", Network::word);
      return first(
              statement,
              row ->
                  new Troubles(
                      row.getInt("held"),
                      row.getInt("failed"),
                      row.getInt("unconfirmed"),
                      row.getInt("overdue")))
          .orElseThrow();
    }
  }
}

package dev.belfry.queue;

import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Ends deliveries of which nothing is left to send. */
public final class EndDeliveries {
  private EndDeliveries() {}

  /**
   * Ends claims whose parts are all live: their last one was found after the delivery had gone back
   * into the queue. The history has told each part already.
   */
  public static void published(Connection connection, List<Claim> claims) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH over AS (
              DELETE FROM waiting w
              USING unnest(?::bigint[], ?::bigint[]) AS done (delivery_id, token)
              WHERE w.delivery_id = done.delivery_id AND w.claim = done.token
              RETURNING w.delivery_id)
            UPDATE deliveries d SET ended = 'published', ended_at = clock_timestamp()
            FROM over WHERE d.id = over.delivery_id
            """)) {
      Unnest.of(statement, claims).column("bigint", Claim::delivery).column("bigint", Claim::token);
      statement.executeUpdate();
    }
  }
}

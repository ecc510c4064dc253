package dev.belfry.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Sets aside a delivery that would pass its account's monthly cap. */
public final class HoldOverCap {
  private HoldOverCap() {}

  /**
   * Holds it, unless it waits no longer, and says so in the history.
   *
   * @param reason for people to read
   */
  public static void hold(Connection connection, long delivery, String reason, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH held AS (
              UPDATE waiting SET state = 'held', cap = 'held', reason = ?
              WHERE delivery_id = ? AND state = 'scheduled'
              RETURNING delivery_id, due_at, reason)
            INSERT INTO history (event, post_id, account, due_at, detail, actor)
            SELECT 'held', d.post_id, a.name, h.due_at, h.reason, ?
            FROM held h
            JOIN deliveries d ON d.id = h.delivery_id
            JOIN accounts a ON a.id = d.account_id
            """)) {
      statement.setString(1, reason);
      statement.setLong(2, delivery);
      statement.setString(3, actor);
      statement.executeUpdate();
    }
  }
}

package dev.belfry.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Sets aside a delivery that a node has in its hands and can't go on with. */
public final class HoldClaim {
  private HoldClaim() {}

  /**
   * Holds it, unless it is not claimed as this any more, and says so in the history. None of its
   * attempts may be open.
   *
   * @param reason for people to read
   */
  public static void hold(Connection connection, Claim claim, String reason, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH held AS (
              UPDATE waiting SET state = 'held', claim = NULL, reason = ?
              WHERE delivery_id = ? AND claim = ?
              RETURNING post_id, account_id, due_at, reason)
            INSERT INTO history (event, post_id, account, due_at, detail, actor)
            SELECT 'held', h.post_id, a.name, h.due_at, h.reason, ?
            FROM held h JOIN accounts a ON a.id = h.account_id
            """)) {
      // An exception may quote anything, and Postgres takes no NUL: the hold would fail as well.
      statement.setString(1, reason.replace('\0', '\ufffd'));
      statement.setLong(2, claim.delivery());
      statement.setLong(3, claim.token());
      statement.setString(4, actor);
      statement.executeUpdate();
    }
  }
}

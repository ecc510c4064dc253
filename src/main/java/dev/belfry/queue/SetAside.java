package dev.belfry.queue;

import dev.belfry.post.DeliveryState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Holds single deliveries that a node must not or can't send, and says so in the history. */
public final class SetAside {
  private SetAside() {}

  /**
   * Holds one that would pass its account's monthly cap, unless it waits no longer.
   *
   * @param reason for people to read
   */
  public static void overCap(Connection connection, long delivery, String reason, String actor)
      throws SQLException {
    hold(connection, delivery, /* token= */ null, "held", reason, actor);
  }

  /**
   * Holds one that a node has in its hands and can't go on with, unless it is not claimed as this
   * any more. None of its attempts may be open.
   *
   * @param reason for people to read
   */
  public static void claimed(Connection connection, Claim claim, String reason, String actor)
      throws SQLException {
    hold(connection, claim.delivery(), claim.token(), /* cap= */ null, reason, actor);
  }

  /**
   * Holds it.
   *
   * @param token under which it is claimed; null: it waits
   * @param cap what its account's cap is to it from now on; null: what it was
   */
  private static void hold(
      Connection connection,
      long delivery,
      @Nullable Long token,
      @Nullable String cap,
      String reason,
      String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH held AS (
              UPDATE waiting SET
                state = 'held', claim = NULL, cap = coalesce(?, cap), reason = ?
              WHERE delivery_id = ? AND state = ? AND claim IS NOT DISTINCT FROM ?
              RETURNING post_id, account_id, due_at, reason)
            INSERT INTO history (event, post_id, account, due_at, detail, actor)
            SELECT 'held', h.post_id, a.name, h.due_at, h.reason, ?
            FROM held h JOIN accounts a ON a.id = h.account_id
            """)) {
      DeliveryState state = token == null ? DeliveryState.SCHEDULED : DeliveryState.CLAIMED;
      statement.setString(1, cap);
      // An exception may quote anything, and Postgres takes no NUL: the hold would fail as well.
      statement.setString(2, reason.replace('\0', '\ufffd'));
      statement.setLong(3, delivery);
      statement.setString(4, state.word());
      statement.setObject(5, token, Types.BIGINT);
      statement.setString(6, actor);
      statement.executeUpdate();
    }
  }
}

package dev.belfry.queue;

import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Keeps deliveries where they wait until the transaction is over. */
public final class LockDeliveries {
  private LockDeliveries() {}

  /**
   * From here on nobody claims, settles or moves the deliveries. A statement of its own, so that
   * the next one sees what was done by whoever had to be waited for.
   *
   * <p>Whoever locks attempts, too, locks them after this: then a late answer and the next try at
   * the same part take turns, in the history as well. Only the short way for what went well does
   * without, for the sake of its time: should it meet this, one of them is ended as a deadlock and
   * offered again.
   */
  public static void toSettle(Connection connection, Collection<Long> deliveries)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT 1 FROM waiting WHERE delivery_id = ANY (?) ORDER BY delivery_id FOR UPDATE
            """)) {
      Unnest.of(statement, List.copyOf(deliveries)).column("bigint", id -> id);
      statement.execute();
    }
  }
}

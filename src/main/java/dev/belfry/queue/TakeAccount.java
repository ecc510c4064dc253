package dev.belfry.queue;

import static dev.belfry.sql.Rows.first;

import dev.belfry.account.Account;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes one account for a command of a person's, so that no node sends anything to it meanwhile.
 * Unlike a node's, the lease does not ask whether anything is due there, or whether it is held.
 */
public final class TakeAccount {
  /** Nodes are numbered from 1. */
  private static final long NO_NODE = 0;

  private TakeAccount() {}

  /**
   * The account, for so long; empty while a node or another command has it.
   *
   * @return with {@code leftBehind} where a node that died had it before; nothing else of it is
   *     looked for
   */
  public static Optional<TakenLease> take(Connection connection, Account account, Duration length)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH free AS (
              SELECT account_id, node_id IS NOT NULL AS left_behind
              FROM leases
              WHERE account_id = ? AND held_until < clock_timestamp()
              FOR UPDATE SKIP LOCKED)
            UPDATE leases l SET
              token = l.token + 1, node_id = ?,
              held_until = clock_timestamp() + make_interval(secs => ?)
            FROM free WHERE free.account_id = l.account_id
            RETURNING l.token, free.left_behind
            """)) {
      statement.setInt(1, account.id());
      statement.setLong(2, NO_NODE);
      statement.setDouble(3, length.toMillis() / 1000.0);
      return first(
          statement,
          row ->
              new TakenLease(
                  new Lease(account.id(), account.name(), row.getLong("token")),
                  row.getBoolean("left_behind"),
                  /* inDoubt= */ false,
                  /* late= */ false,
                  /* capped= */ false));
    }
  }
}

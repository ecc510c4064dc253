package dev.belfry.queue.moving;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.compose.moving.MovedAccount;
import dev.belfry.compose.moving.MovedFolder;
import dev.belfry.compose.moving.MovedHold;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Saves what a Belfry has besides its posts. */
public final class SaveHouse {
  private SaveHouse() {}

  /**
   * Notes by which version of the time-zone data what came in was resolved, where none is noted.
   */
  public static void zoneRules(Connection connection, String version) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO zone_rules (version) VALUES (?) ON CONFLICT DO NOTHING")) {
      statement.setString(1, version);
      statement.executeUpdate();
    }
  }

  /** Of an account that is saved: the fence that it had there, and whether it is in use at all. */
  public static void fence(Connection connection, MovedAccount account, boolean remove)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH account AS (
              UPDATE accounts
              SET removed_at = CASE WHEN ? THEN coalesce(removed_at, clock_timestamp())
                                    ELSE removed_at END
              WHERE name = ? RETURNING id)
            UPDATE leases SET token = greatest(token, ?)
            WHERE account_id = (SELECT id FROM account)
            """)) {
      statement.setBoolean(1, remove);
      statement.setString(2, account.account());
      statement.setLong(3, account.fence());
      statement.executeUpdate();
    }
  }

  /**
   * Stops what was stopped there.
   *
   * @return false where it is held here already, or its account is not known here
   */
  public static boolean hold(Connection connection, MovedHold hold) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO holds (account_id, reason, since, actor, until_log_in)
            SELECT a.id, ?, ?, ?, ?
            FROM (SELECT 1) AS one LEFT JOIN accounts a ON a.name = ?::text
            WHERE ?::text IS NULL OR a.id IS NOT NULL
            ON CONFLICT (account_id) DO NOTHING
            """)) {
      statement.setString(1, hold.reason());
      statement.setObject(2, timestamp(hold.since()));
      statement.setString(3, hold.by());
      statement.setBoolean(4, hold.untilLogIn());
      statement.setString(5, hold.account());
      statement.setString(6, hold.account());
      return statement.executeUpdate() > 0;
    }
  }

  /**
   * Makes a folder known.
   *
   * @return false where one of that name is known here
   */
  public static boolean folder(Connection connection, MovedFolder folder) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO synced_folders (name, place, synced_by) VALUES (?, ?, ?)
            ON CONFLICT (name) DO NOTHING RETURNING id
            """)) {
      statement.setString(1, folder.folder());
      statement.setString(2, folder.place());
      statement.setString(3, folder.by());
      return first(statement, row -> row.getInt("id")).isPresent();
    }
  }
}

package dev.belfry.queue;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static java.util.Objects.requireNonNull;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.post.AccountName;
import dev.belfry.post.EventType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is stopped: accounts, or everything. Nothing of a held account is claimed, and no further
 * part of what was claimed before is sent.
 */
public final class Holds {

  /**
   * A hold that is in force.
   *
   * @param account null: everything
   * @param afterRestore whether it is everything that is held, because the database is older than
   *     what was sent
   * @param untilLogIn whether it is held for want of a credential that its network takes
   */
  public record Hold(
      @Nullable AccountName account,
      String reason,
      Instant since,
      String actor,
      boolean afterRestore,
      boolean untilLogIn) {}

  private Holds() {}

  /**
   * Stops an account, or everything.
   *
   * @param account null: everything
   * @return false where it was held already: the first reason stays
   */
  public static boolean hold(
      Connection connection, @Nullable Account account, String reason, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO holds (account_id, reason, actor) VALUES (?, ?, ?)
            ON CONFLICT (account_id) DO NOTHING
            """)) {
      setAccount(statement, account);
      statement.setString(2, reason);
      statement.setString(3, actor);
      boolean isNew = statement.executeUpdate() > 0;
      if (isNew) {
        RecordEvents.ofAccount(connection, EventType.HELD, account, reason, actor);
      }
      return isNew;
    }
  }

  /**
   * Lets an account, or everything, go on, and wakes the nodes.
   *
   * @param account null: everything
   * @return false where it was not held
   */
  public static boolean resume(Connection connection, @Nullable Account account, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM holds WHERE account_id IS NOT DISTINCT FROM ?")) {
      setAccount(statement, account);
      boolean wasHeld = statement.executeUpdate() > 0;
      if (wasHeld) {
        goOn(connection, account, actor);
      }
      return wasHeld;
    }
  }

  /**
   * Lets an account go on to which somebody has just logged in, if it was held for want of that. A
   * hold of any other kind stays: a person's, or one because its network failed.
   *
   * @return whether it goes on because of it
   */
  public static boolean resumeAfterLogIn(Connection connection, Account account, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM holds WHERE account_id = ? AND until_log_in")) {
      statement.setInt(1, account.id());
      boolean wasHeld = statement.executeUpdate() > 0;
      if (wasHeld) {
        goOn(connection, account, actor);
      }
      return wasHeld;
    }
  }

  /**
   * Lets the accounts go on that were held for want of a log-in and have one after all: a node that
   * was frozen while it asked for a fresher one has recorded it after another was refused.
   *
   * @return how many there were
   */
  public static int resumeLoggedIn(Connection connection, String actor) throws SQLException {
    List<AccountName> accounts;
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT a.name
            FROM holds h
            JOIN credentials c ON c.account_id = h.account_id AND c.refused_at IS NULL
            JOIN accounts a ON a.id = h.account_id
            WHERE h.until_log_in
            ORDER BY a.name
            """)) {
      accounts = list(statement, row -> AccountName.parse(row.getString("name")));
    }
    int resumed = 0;
    for (AccountName account : accounts) {
      if (resumeAfterLogIn(connection, Accounts.get(connection, account), actor)) {
        resumed++;
      }
    }
    return resumed;
  }

  private static void goOn(Connection connection, @Nullable Account account, String actor)
      throws SQLException {
    forgetFailures(connection, account);
    RecordEvents.ofAccount(connection, EventType.RESUMED, account, null, actor);
    DueNotices.send(connection, Instant.EPOCH);
  }

  /** Where the breaker had stopped it, one more failure must not stop it at once again. */
  private static void forgetFailures(Connection connection, @Nullable Account account)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE leases SET failures = 0 WHERE account_id = ?")) {
      setAccount(statement, account);
      statement.executeUpdate();
    }
  }

  /** Every hold in force, the one on everything first. */
  public static List<Hold> all(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT a.name, h.reason, h.since, h.actor, h.until_log_in,
                   h.account_id IS NULL AND EXISTS (
                     SELECT 1 FROM restores WHERE resumed_at IS NULL) AS after_restore
            FROM holds h LEFT JOIN accounts a ON a.id = h.account_id
            ORDER BY a.name NULLS FIRST
            """)) {
      return list(
          statement,
          row -> {
            @Nullable String name = row.getString("name");
            return new Hold(
                name == null ? null : AccountName.parse(name),
                row.getString("reason"),
                requireNonNull(instant(row, "since")),
                row.getString("actor"),
                row.getBoolean("after_restore"),
                row.getBoolean("until_log_in"));
          });
    }
  }

  private static void setAccount(PreparedStatement statement, @Nullable Account account)
      throws SQLException {
    if (account == null) {
      statement.setNull(1, Types.INTEGER);
    } else {
      statement.setInt(1, account.id());
    }
  }
}

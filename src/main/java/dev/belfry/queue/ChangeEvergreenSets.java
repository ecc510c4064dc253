package dev.belfry.queue;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.account.Account;
import dev.belfry.sql.Unnest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes, changes and deletes evergreen sets. What they show is for {@link MakeShowings}. */
public final class ChangeEvergreenSets {

  /**
   * What a set is to be.
   *
   * @param accounts those that it is shown to; the schedule is for all of them
   */
  public record NewSet(
      String name, StoredSchedule schedule, List<Account> accounts, int restDays) {}

  private ChangeEvergreenSets() {}

  /**
   * Makes a set without posts, unless one of that name is there, also where somebody else is just
   * making it.
   *
   * @return whether it was made
   */
  public static boolean create(Connection connection, NewSet set, Instant now, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO evergreen_sets (name, schedule_id, rest_days, created_by)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (name) WHERE removed_at IS NULL DO NOTHING
            RETURNING id
            """)) {
      statement.setString(1, set.name());
      statement.setInt(2, set.schedule().id());
      statement.setInt(3, set.restDays());
      statement.setString(4, actor);
      Optional<Integer> id = first(statement, row -> row.getInt("id"));
      if (id.isPresent()) {
        putAccounts(connection, id.get(), set.accounts(), now);
      }
      return id.isPresent();
    }
  }

  /**
   * Changes a set, which is locked. An account that is new begins now; one that is not named any
   * more is shown nothing.
   */
  public static void change(Connection connection, int id, NewSet set, Instant now)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE evergreen_sets SET schedule_id = ?, rest_days = ? WHERE id = ?")) {
      statement.setInt(1, set.schedule().id());
      statement.setInt(2, set.restDays());
      statement.setInt(3, id);
      statement.executeUpdate();
    }
    putAccounts(connection, id, set.accounts(), now);
  }

  /** An account is shown nothing of the set any more. */
  public static void leave(Connection connection, int id, Account account) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "DELETE FROM evergreen_accounts WHERE set_id = ? AND account_id = ?")) {
      statement.setInt(1, id);
      statement.setInt(2, account.id());
      statement.executeUpdate();
    }
  }

  private static void putAccounts(
      Connection connection, int set, List<Account> accounts, Instant now) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH gone AS (
              DELETE FROM evergreen_accounts WHERE set_id = ? AND account_id <> ALL (?::int[]))
            INSERT INTO evergreen_accounts (set_id, account_id, reached)
            SELECT ?, account_id, ? FROM unnest(?::int[]) AS account_id
            ON CONFLICT DO NOTHING
            """)) {
      statement.setInt(1, set);
      Unnest.from(statement, 2, accounts).column("int", Account::id);
      statement.setInt(3, set);
      statement.setObject(4, timestamp(now));
      Unnest.from(statement, 5, accounts).column("int", Account::id);
      statement.executeUpdate();
    }
  }

  /**
   * Nothing of the set is shown from here on, or it is again.
   *
   * @param reason null: it goes on
   */
  public static void hold(Connection connection, int id, @Nullable String reason)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE evergreen_sets SET held = ? WHERE id = ?")) {
      statement.setString(1, reason);
      statement.setInt(2, id);
      statement.executeUpdate();
    }
  }

  /** Slots up to the instant are over, on all accounts of the set. */
  public static void reach(Connection connection, int id, Instant now) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE evergreen_accounts SET reached = ? WHERE set_id = ? AND reached < ?")) {
      statement.setObject(1, timestamp(now));
      statement.setInt(2, id);
      statement.setObject(3, timestamp(now));
      statement.executeUpdate();
    }
  }

  /** Deletes a set, which is locked. Its posts stay, and so does the name of what was shown. */
  public static void delete(Connection connection, int id) throws SQLException {
    for (String sql :
        List.of(
            "DELETE FROM evergreen_texts WHERE set_id = ?",
            "DELETE FROM evergreen_accounts WHERE set_id = ?",
            """
            UPDATE evergreen_sets SET removed_at = clock_timestamp(), schedule_id = NULL
            WHERE id = ?
            """)) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setInt(1, id);
        statement.executeUpdate();
      }
    }
  }
}

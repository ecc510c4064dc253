package dev.belfry.account;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.list;

import dev.belfry.post.AccountName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;

/** Whether an account's links go out with a card that shows what they lead to. */
public final class LinkCards {
  private LinkCards() {}

  /** Sets it; an account has them unless it is said. */
  public static void set(Connection connection, AccountName account, boolean cards)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE accounts SET cards = ? WHERE name = ?")) {
      statement.setBoolean(1, cards);
      statement.setString(2, account.toString());
      statement.executeUpdate();
    }
  }

  /** Whether the account has them. */
  public static boolean are(Connection connection, AccountName account) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT cards FROM accounts WHERE name = ?")) {
      statement.setString(1, account.toString());
      return first(statement, row -> row.getBoolean("cards")).orElse(true);
    }
  }

  /** The numbers of the accounts that go without. */
  public static Set<Integer> off(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT id FROM accounts WHERE NOT cards")) {
      return Set.copyOf(list(statement, row -> row.getInt("id")));
    }
  }
}

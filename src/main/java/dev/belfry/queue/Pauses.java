package dev.belfry.queue;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.map;
import static dev.belfry.sql.Rows.timestamp;
import static java.util.Objects.requireNonNull;

import dev.belfry.post.AccountName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

/** Accounts to which nothing goes out for now: their network asked for it, or their spacing. */
public final class Pauses {
  private Pauses() {}

  /** The accounts that pause at the instant, and until when. */
  public static Map<AccountName, Instant> at(Connection connection, Instant now)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT a.name, l.not_before
            FROM leases l JOIN accounts a ON a.id = l.account_id
            WHERE l.not_before > ?
            """)) {
      statement.setObject(1, timestamp(now));
      return map(
          statement,
          row -> AccountName.parse(row.getString("name")),
          row -> requireNonNull(instant(row, "not_before")));
    }
  }
}

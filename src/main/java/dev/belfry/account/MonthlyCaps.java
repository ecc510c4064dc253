package dev.belfry.account;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.list;

import dev.belfry.post.AccountName;
import dev.belfry.post.Dollars;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The most that accounts on X may cost in a month. */
public final class MonthlyCaps {

  /**
   * An account's cap.
   *
   * @param zone in which its months begin
   */
  public record MonthlyCap(AccountName account, Dollars most, ZoneId zone) {}

  private MonthlyCaps() {}

  /**
   * Sets it.
   *
   * @param most null: no bound
   */
  public static void set(Connection connection, Account account, @Nullable Dollars most)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE accounts SET monthly_cap = ? WHERE id = ?")) {
      statement.setObject(1, most == null ? null : most.micros(), Types.BIGINT);
      statement.setInt(2, account.id());
      statement.executeUpdate();
    }
  }

  /**
   * The account's cap; empty where it has none.
   *
   * @param account its number
   */
  public static Optional<MonthlyCap> of(Connection connection, int account) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT name, monthly_cap, zone FROM accounts WHERE id = ? AND monthly_cap IS NOT NULL
            """)) {
      statement.setInt(1, account);
      return first(statement, MonthlyCaps::cap);
    }
  }

  /** Every cap, by account. */
  public static Map<AccountName, Dollars> all(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT name, monthly_cap, zone FROM accounts WHERE monthly_cap IS NOT NULL")) {
      List<MonthlyCap> caps = list(statement, MonthlyCaps::cap);
      return caps.stream().collect(Collectors.toMap(MonthlyCap::account, MonthlyCap::most));
    }
  }

  /**
   * In which zone the account's months begin: its own, else UTC, which is the same on each node.
   */
  public static ZoneId zone(@Nullable ZoneId ownZone) {
    return ownZone == null ? ZoneOffset.UTC : ownZone;
  }

  private static MonthlyCap cap(ResultSet row) throws SQLException {
    @Nullable String zone = row.getString("zone");
    return new MonthlyCap(
        AccountName.parse(row.getString("name")),
        new Dollars(row.getLong("monthly_cap")),
        zone(zone == null ? null : ZoneId.of(zone)));
  }
}

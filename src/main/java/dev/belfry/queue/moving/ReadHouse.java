package dev.belfry.queue.moving;

import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static java.util.Objects.requireNonNull;

import dev.belfry.compose.moving.HouseHeading;
import dev.belfry.compose.moving.HouseLine;
import dev.belfry.compose.moving.MovedAccount;
import dev.belfry.compose.moving.MovedHold;
import dev.belfry.compose.moving.MovedSchedule;
import dev.belfry.post.Dollars;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what a Belfry has that its posts refer to: its accounts, what is held, its schedules. */
public final class ReadHouse {
  private static final String ACCOUNTS =
      """
      SELECT a.name, a.zone, a.premium, a.late_policy, a.when_absent, a.cards, a.monthly_cap,
             a.removed_at IS NOT NULL AS removed, l.token,
             extract(epoch FROM a.late_after)::bigint AS late_seconds,
             extract(epoch FROM a.spacing)::bigint AS spacing_seconds
      FROM accounts a JOIN leases l ON l.account_id = a.id
      ORDER BY a.id
      """;

  private ReadHouse() {}

  /**
   * Hands out what an export begins with.
   *
   * @param now the moment of the export
   */
  public static void begin(Connection connection, Instant now, Consumer<HouseLine> lines)
      throws SQLException {
    lines.accept(heading(connection, now));
    accounts(connection).forEach(lines);
    holds(connection).forEach(lines);
    schedules(connection).forEach(lines);
  }

  private static HouseHeading heading(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT max(version) AS version FROM zone_rules")) {
      return new HouseHeading(
          HouseHeading.FORM,
          MovedNumbers.belfry(connection),
          now,
          list(statement, row -> Optional.ofNullable(row.getString("version")))
              .get(0)
              .orElse(null));
    }
  }

  /** Every account that there is or was, in the order in which they came. */
  public static List<MovedAccount> accounts(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ACCOUNTS)) {
      return list(statement, ReadHouse::account);
    }
  }

  private static MovedAccount account(ResultSet row) throws SQLException {
    long cap = row.getLong("monthly_cap");
    BigDecimal dollars = row.wasNull() ? null : new Dollars(cap).amount();
    return new MovedAccount(
        row.getString("name"),
        row.getString("zone"),
        row.getBoolean("premium"),
        row.getString("late_policy"),
        Duration.ofSeconds(row.getLong("late_seconds")),
        Duration.ofSeconds(row.getLong("spacing_seconds")),
        row.getString("when_absent"),
        !row.getBoolean("cards"),
        dollars,
        row.getBoolean("removed"),
        row.getLong("token"));
  }

  private static List<MovedHold> holds(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT a.name, h.reason, h.since, h.actor, h.until_log_in
            FROM holds h LEFT JOIN accounts a ON a.id = h.account_id
            ORDER BY a.name NULLS FIRST
            """)) {
      return list(
          statement,
          row ->
              new MovedHold(
                  row.getString("name"),
                  row.getString("reason"),
                  requireNonNull(instant(row, "since")),
                  row.getString("actor"),
                  row.getBoolean("until_log_in")));
    }
  }

  private static List<MovedSchedule> schedules(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT s.source,
                   ARRAY(SELECT a.name FROM schedule_accounts x JOIN accounts a ON a.id = x.account_id
                         WHERE x.schedule_id = s.id ORDER BY a.name) AS accounts
            FROM schedules s ORDER BY s.name
            """)) {
      return list(
          statement,
          row ->
              new MovedSchedule(
                  row.getString("source"),
                  List.of((String[]) row.getArray("accounts").getArray())));
    }
  }
}

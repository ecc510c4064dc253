package dev.belfry.account;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.instant;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.map;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.post.AccountName;
import dev.belfry.post.Network;
import dev.belfry.post.NotPossible;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The accounts in the database. */
public final class Accounts {
  private static final String COLUMNS =
      "id, name, zone, premium, late_policy, when_absent, limits, limits_at,"
          + " extract(epoch FROM late_after)::bigint AS late_seconds,"
          + " extract(epoch FROM spacing)::bigint AS spacing_seconds";

  private Accounts() {}

  /**
   * Adds an account. One that was removed comes back; one that is there already gets the settings.
   *
   * @return whether it was not there before
   */
  public static boolean add(
      Connection connection, AccountName name, AccountSettings settings, String actor)
      throws SQLException {
    boolean isNew = find(connection, name).isEmpty();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH account AS (
              INSERT INTO accounts
                (name, dry_run, network, handle, host, zone, premium, late_policy, late_after,
                 spacing, when_absent, created_by)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, make_interval(secs => ?), make_interval(secs => ?), ?, ?)
              ON CONFLICT (name) DO UPDATE SET
                zone = excluded.zone, premium = excluded.premium,
                late_policy = excluded.late_policy, late_after = excluded.late_after,
                spacing = excluded.spacing, when_absent = excluded.when_absent,
                removed_at = NULL
              RETURNING id)
            INSERT INTO leases (account_id) SELECT id FROM account
            ON CONFLICT DO NOTHING
            """)) {
      statement.setString(1, name.toString());
      statement.setBoolean(2, name.dryRun());
      statement.setString(3, name.network().word());
      statement.setString(4, name.handle());
      statement.setString(5, name.host());
      statement.setString(6, settings.zone() == null ? null : settings.zone().getId());
      statement.setBoolean(7, settings.premium());
      statement.setString(8, settings.late().word());
      statement.setLong(9, settings.lateAfter().toSeconds());
      statement.setLong(10, settings.spacing().toSeconds());
      statement.setString(11, settings.whenAbsent().word());
      statement.setString(12, actor);
      statement.executeUpdate();
    }
    return isNew;
  }

  /** The account of that name, unless it was removed. */
  public static Optional<Account> find(Connection connection, AccountName name)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT " + COLUMNS + " FROM accounts WHERE name = ? AND removed_at IS NULL")) {
      statement.setString(1, name.toString());
      return first(statement, Accounts::account);
    }
  }

  /**
   * The account of that name.
   *
   * @throws NotPossible where there is none; the message says how to add it
   */
  public static Account get(Connection connection, AccountName name) throws SQLException {
    return find(connection, name).orElseThrow(() -> new NotPossible(unknown(name)));
  }

  /** What a person is told of an account that is not here. */
  public static String unknown(AccountName name) {
    return "there is no account %s here; belfry account add %s makes it known"
        .formatted(name, name);
  }

  /** Every account that was not removed, by name. */
  public static List<Account> all(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT " + COLUMNS + " FROM accounts WHERE removed_at IS NULL ORDER BY name")) {
      return list(statement, Accounts::account);
    }
  }

  /** The number of every account that there is or was, by name. */
  public static Map<String, Integer> numbers(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT name, id FROM accounts")) {
      return map(statement, row -> row.getString("name"), row -> row.getInt("id"));
    }
  }

  /** The live accounts of a network whose servers were last asked for their limits before then. */
  public static List<Account> withLimitsFromBefore(
      Connection connection, Network network, Instant instant) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT "
                + COLUMNS
                + """
                 FROM accounts
                WHERE network = ? AND NOT dry_run AND removed_at IS NULL
                  AND coalesce(limits_at < ?, true)
                ORDER BY name
                """)) {
      statement.setString(1, network.word());
      statement.setObject(2, timestamp(instant));
      return list(statement, Accounts::account);
    }
  }

  /** Keeps what an account's server said, in the place of what it said before. */
  public static void keepLimits(Connection connection, AccountName name, ServerLimits limits)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE accounts SET limits = ?::jsonb, limits_at = ? WHERE name = ?")) {
      statement.setString(1, limits.json());
      statement.setObject(2, timestamp(limits.at()));
      statement.setString(3, name.toString());
      statement.executeUpdate();
    }
  }

  /**
   * Takes an account out of use; its history stays, what its network let it in with does not.
   *
   * @throws NotPossible where there is none, or where posts for it are in the queue
   */
  public static void remove(Connection connection, AccountName name) throws SQLException {
    Account account = get(connection, name);
    lock(connection, account);
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE accounts SET removed_at = clock_timestamp()
            WHERE id = ? AND NOT EXISTS (SELECT 1 FROM waiting WHERE account_id = accounts.id)
            """)) {
      statement.setInt(1, account.id());
      if (statement.executeUpdate() == 0) {
        throw new NotPossible(
            "%s has posts in the queue; unschedule them first (belfry queue shows them)"
                .formatted(name));
      }
    }
    boolean unused = KeptCredentials.forget(connection, name);
  }

  /** Waits for whoever is just queueing something for it; the next statement sees that. */
  private static void lock(Connection connection, Account account) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 FROM accounts WHERE id = ? FOR UPDATE")) {
      statement.setInt(1, account.id());
      statement.execute();
    }
  }

  /**
   * The account that a row tells of.
   *
   * @param row with the columns of {@code accounts}, {@code late_seconds} and {@code
   *     spacing_seconds}
   */
  public static Account account(ResultSet row) throws SQLException {
    @Nullable String zone = row.getString("zone");
    return new Account(
        row.getInt("id"),
        AccountName.parse(row.getString("name")),
        new AccountSettings(
            zone == null ? null : ZoneId.of(zone),
            row.getBoolean("premium"),
            LatePolicy.of(row.getString("late_policy")),
            Duration.ofSeconds(row.getLong("late_seconds")),
            Duration.ofSeconds(row.getLong("spacing_seconds")),
            WhenAbsent.of(row.getString("when_absent")).orElseThrow()),
        limits(row));
  }

  private static @Nullable ServerLimits limits(ResultSet row) throws SQLException {
    @Nullable String limits = row.getString("limits");
    return limits == null
        ? null
        : ServerLimits.parse(limits, Objects.requireNonNull(instant(row, "limits_at")));
  }
}

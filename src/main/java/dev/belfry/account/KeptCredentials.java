package dev.belfry.account;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.post.AccountName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The statements on the table of credentials. */
final class KeptCredentials {
  static final String COLUMNS =
      "a.name, c.kind, c.server, c.remote_id, c.sealed, c.key_id, c.version, c.fresh_until,"
          + " c.expires_at, c.refused_with, c.renewing_by, c.not_now,"
          + " coalesce(c.renewing_until > clock_timestamp(), false) AS is_alive";

  private KeptCredentials() {}

  static Optional<KeptCredential> find(Connection connection, AccountName account)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT "
                + COLUMNS
                + " FROM credentials c JOIN accounts a ON a.id = c.account_id WHERE a.name = ?")) {
      statement.setString(1, account.toString());
      return first(statement, KeptCredential::of);
    }
  }

  static List<KeptCredential> all(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT "
                + COLUMNS
                + " FROM credentials c JOIN accounts a ON a.id = c.account_id ORDER BY a.name")) {
      return list(statement, KeptCredential::of);
    }
  }

  /**
   * Keeps what a log-in gave, in the place of whatever was there. Where nothing was, somebody may
   * have logged out just now: the versions begin where those before never came to, so that what is
   * still on its way for one of them can't take this one's place.
   */
  static void keep(Connection connection, Credential credential, SealingKey key, String actor)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO credentials
              (account_id, kind, server, remote_id, sealed, key_id, fresh_until, expires_at,
               logged_in_by, version)
            SELECT id, ?, ?, ?, ?, ?, ?, ?, ?,
                   (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
            FROM accounts WHERE name = ? AND removed_at IS NULL
            ON CONFLICT (account_id) DO UPDATE SET
              kind = excluded.kind, server = excluded.server, remote_id = excluded.remote_id,
              sealed = excluded.sealed, key_id = excluded.key_id,
              fresh_until = excluded.fresh_until, expires_at = excluded.expires_at,
              logged_in_by = excluded.logged_in_by, logged_in_at = excluded.logged_in_at,
              version = credentials.version + 1, renewed_at = NULL,
              refused_at = NULL, refused_with = NULL,
              renewing_by = NULL, renewing_until = NULL, not_now = NULL
            """)) {
      int next = setCredential(statement, credential, key);
      statement.setString(next, actor);
      statement.setString(next + 1, credential.account().toString());
      if (statement.executeUpdate() == 0) {
        throw new IllegalStateException("there is no account " + credential.account());
      }
    }
  }

  /**
   * Keeps a fresher secret.
   *
   * @param version of the one that it was given in exchange for
   * @return false where that one is not kept any more
   */
  static boolean renew(Connection connection, Credential fresh, SealingKey key, long version)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE credentials SET
              kind = ?, server = ?, remote_id = ?,
              sealed = ?, key_id = ?, fresh_until = ?, expires_at = ?,
              version = version + 1, renewed_at = clock_timestamp(),
              refused_at = NULL, refused_with = NULL,
              renewing_by = NULL, renewing_until = NULL, not_now = NULL
            WHERE account_id = (SELECT id FROM accounts WHERE name = ?) AND version = ?
            """)) {
      int next = setCredential(statement, fresh, key);
      statement.setString(next, fresh.account().toString());
      statement.setLong(next + 1, version);
      return statement.executeUpdate() > 0;
    }
  }

  private static int setCredential(
      PreparedStatement statement, Credential credential, SealingKey key) throws SQLException {
    statement.setString(1, credential.kind());
    statement.setString(2, credential.server().toString());
    statement.setString(3, credential.remoteId());
    Sealed sealed = key.seal(credential.secret(), KeptCredential.beside(credential));
    statement.setBytes(4, sealed.bytes());
    statement.setInt(5, sealed.key());
    statement.setObject(6, timestamp(credential.freshUntil()));
    statement.setObject(7, timestamp(credential.expiresAt()));
    return 8;
  }

  /** The same secret under another key. */
  static void reseal(Connection connection, KeptCredential kept, Sealed sealed)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE credentials SET sealed = ?, key_id = ?
            WHERE account_id = (SELECT id FROM accounts WHERE name = ?)
            """)) {
      statement.setBytes(1, sealed.bytes());
      statement.setInt(2, sealed.key());
      statement.setString(3, kept.account().toString());
      statement.executeUpdate();
    }
  }

  /**
   * Becomes the one who asks the network, unless somebody is.
   *
   * @param lease after how long without an answer another may ask
   */
  static boolean take(Connection connection, KeptCredential kept, UUID by, Duration lease)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE credentials SET
              renewing_by = ?, renewing_until = clock_timestamp() + make_interval(secs => ?)
            WHERE account_id = (SELECT id FROM accounts WHERE name = ?) AND version = ?
              AND refused_at IS NULL
              AND (renewing_until IS NULL OR renewing_until <= clock_timestamp())
            """)) {
      statement.setObject(1, by);
      statement.setDouble(2, lease.toMillis() / 1000.0);
      statement.setString(3, kept.account().toString());
      statement.setLong(4, kept.version());
      return statement.executeUpdate() > 0;
    }
  }

  /** Lets others ask again; those who waited are told what came of it. */
  static void giveBack(Connection connection, AccountName account, UUID by, String notNow)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE credentials SET renewing_by = NULL, renewing_until = NULL, not_now = ?
            WHERE account_id = (SELECT id FROM accounts WHERE name = ?) AND renewing_by = ?
            """)) {
      statement.setString(1, notNow);
      statement.setString(2, account.toString());
      statement.setObject(3, by);
      statement.executeUpdate();
    }
  }

  /**
   * Marks a credential that its network takes no more.
   *
   * @return false where another has taken its place
   */
  static boolean refuse(Connection connection, KeptCredential kept, String words)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE credentials SET
              refused_at = coalesce(refused_at, clock_timestamp()), refused_with = ?,
              renewing_by = NULL, renewing_until = NULL, not_now = NULL
            WHERE account_id = (SELECT id FROM accounts WHERE name = ?) AND version = ?
            """)) {
      statement.setString(1, words);
      statement.setString(2, kept.account().toString());
      statement.setLong(3, kept.version());
      return statement.executeUpdate() > 0;
    }
  }

  /** Forgets it; false where there was none. */
  static boolean forget(Connection connection, AccountName account) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            DELETE FROM credentials WHERE account_id = (SELECT id FROM accounts WHERE name = ?)
            """)) {
      statement.setString(1, account.toString());
      return statement.executeUpdate() > 0;
    }
  }

  /**
   * The accounts whose credential goes stale within so long, or, where one does not live twice as
   * long as that, has half of its life behind it.
   */
  static List<AccountName> due(Connection connection, Duration ahead) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT a.name FROM credentials c JOIN accounts a ON a.id = c.account_id
            WHERE c.refused_at IS NULL
              AND c.fresh_until - clock_timestamp()
                < least(make_interval(secs => ?),
                        (c.fresh_until - coalesce(c.renewed_at, c.logged_in_at)) / 2)
            ORDER BY c.fresh_until
            """)) {
      statement.setDouble(1, ahead.toMillis() / 1000.0);
      return list(statement, row -> AccountName.parse(row.getString("name")));
    }
  }
}

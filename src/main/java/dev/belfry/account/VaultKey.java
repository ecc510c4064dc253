package dev.belfry.account;

import static dev.belfry.sql.Rows.first;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key that seals a database's credentials: the database says which, the {@link Keys} have it.
 * Thread-safe.
 */
final class VaultKey {
  private final Keys keys;

  /** As read last. A key never changes; one that is not in here may have been added since. */
  private volatile @Nullable Keyring known;

  VaultKey(Keys keys) {
    this.keys = keys;
  }

  /** Which key seals, and which one is still to be forgotten. */
  record Current(int id, @Nullable Integer previous) {}

  /**
   * The key of that id.
   *
   * @throws CredentialsUnreadable where it is not there
   */
  SealingKey of(int id) {
    return find(id)
        .orElseThrow(
            () ->
                new CredentialsUnreadable(
                    ("the log-ins in this database are sealed with key %s, which is not in %s; put"
                            + " the file there that has it, or name it with BELFRY_KEY_FILE; if it"
                            + " is lost, log out of each account and in again")
                        .formatted(Keyring.name(id), keys.place())));
  }

  /** The key of that id, if it is there. */
  Optional<SealingKey> find(int id) {
    Keyring ring = known;
    Optional<SealingKey> key = ring == null ? Optional.empty() : ring.key(id);
    return key.isPresent() ? key : read().key(id);
  }

  private Keyring read() {
    Keyring ring = keys.read();
    known = ring;
    return ring;
  }

  /**
   * The key to seal with, until the transaction ends: it can't be given up meanwhile. It is made
   * where this database has none yet, or keeps nothing that would need the one that it had.
   *
   * @throws CredentialsUnreadable where what is kept is sealed with a key that is not there
   */
  SealingKey toSealWith(Connection connection) throws SQLException {
    lock(connection);
    Optional<Current> current = current(connection);
    if (current.isPresent()
        && (find(current.get().id()).isPresent() || anythingIsKept(connection))) {
      return of(current.get().id());
    }
    SealingKey its = forThisDatabase();
    become(connection, its.id(), null);
    return its;
  }

  /**
   * Each database has its own, so that one can change it without a thought for the others; but a
   * key file that was put there for reading only has to do as it is.
   */
  private SealingKey forThisDatabase() {
    try {
      return make();
    } catch (CredentialsUnreadable e) {
      Keyring ring = read();
      if (ring.size() == 0) {
        throw e;
      }
      return ring.newest();
    }
  }

  /** A new key, kept beside those that there are. */
  SealingKey make() {
    Keyring ring = keys.change(Keyring::withNewKey);
    known = ring;
    return ring.newest();
  }

  /** Takes a key that seals nothing any more out of what is kept. */
  void forget(int id) {
    known = keys.change(ring -> ring.without(id));
  }

  /** Keeps everybody else from sealing until the transaction ends: two make one key, not two. */
  static void lock(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT pg_advisory_xact_lock(hashtextextended('belfry: the key of the vault', 0))")) {
      statement.execute();
    }
  }

  /** What the database says; empty while it has no key. */
  static Optional<Current> current(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT key_id, previous FROM vault_key")) {
      return first(
          statement,
          row -> new Current(row.getInt("key_id"), row.getObject("previous", Integer.class)));
    }
  }

  /** Makes a key the one that seals. */
  static void become(Connection connection, int id, @Nullable Integer previous)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO vault_key (key_id, previous) VALUES (?, ?)
            ON CONFLICT (only_one) DO UPDATE SET
              key_id = excluded.key_id, previous = excluded.previous, since = excluded.since
            """)) {
      statement.setInt(1, id);
      statement.setObject(2, previous, Types.INTEGER);
      statement.executeUpdate();
    }
  }

  private static boolean anythingIsKept(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT key_id FROM credentials LIMIT 1")) {
      return first(statement, row -> row.getInt("key_id")).isPresent();
    }
  }
}

package dev.belfry.account;

import dev.belfry.post.AccountName;
import dev.belfry.sql.Database;
import dev.belfry.sql.DatabaseException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The credentials in the database, sealed under a key that is kept elsewhere.
 *
 * <p>Each is read when it is asked for: a release asks once for each attempt, which is nothing
 * beside the call to the network, and another node may have renewed it a moment ago. Thread-safe
 * where its database is. Neither the key nor Tink is touched before a credential is there to be
 * sealed or opened.
 */
public final class Vault implements Credentials {
  private static final Logger log = LoggerFactory.getLogger(Vault.class);

  private final Database database;
  private final VaultKey key;
  private final OpenCredential open;
  private final RecordFresh record;
  private final RenewOnce renew;

  public Vault(Database database, Keys keys) {
    this(database, keys, VaultSettings.DEFAULT);
  }

  Vault(Database database, Keys keys, VaultSettings settings) {
    this.database = database;
    this.key = new VaultKey(keys);
    this.open = new OpenCredential(database, key);
    this.record = new RecordFresh(database, key, open, settings);
    this.renew = new RenewOnce(database, open, record, settings);
  }

  @Override
  public Optional<Credential> of(AccountName account) {
    return readable(
        account,
        () -> {
          record.offerAgain(account);
          return open.find(account)
              .filter(kept -> kept.kept().refusedWith() == null)
              .map(open::open);
        });
  }

  @Override
  public Optional<URI> server(AccountName account) {
    return open.find(account).map(kept -> kept.kept().server());
  }

  @Override
  public Renewed renew(Credential stale, Renewal renewal) {
    return readable(
        stale.account(),
        () -> {
          record.offerAgain(stale.account());
          return renew.renew(stale, renewal);
        });
  }

  /** An adapter need not know that there is a database behind it. */
  private static <T> T readable(AccountName account, Supplier<T> work) {
    try {
      return work.get();
    } catch (DatabaseException e) {
      throw new CredentialsUnreadable(
          "the log-in of %s can't be read now: %s".formatted(account, e.getMessage()));
    }
  }

  /**
   * Offers the database what it did not take of what networks gave in exchange. Nobody may ask for
   * it: of an account that another node has found refused meanwhile nothing is sent.
   */
  public void offerInHand() {
    record.offerAgain();
  }

  /**
   * Opens something, if anything is kept, so that the first post does not have to wait until the
   * key is read and Tink is loaded. What can't be opened is told when it is needed.
   */
  public void warmUp() {
    try {
      database.lend(KeptCredentials::all).stream()
          .findFirst()
          .ifPresent(
              kept -> {
                Credential unused = open.open(kept);
              });
    } catch (DatabaseException | CredentialsUnreadable e) {
      log.debug("No log-in could be opened ahead of time: {}", e.getMessage());
    }
  }

  /**
   * Sees to it that there is a key to seal with, before anybody is asked for a secret.
   *
   * @throws CredentialsUnreadable where there is none and none can be made
   */
  public void makeReady() {
    database.transact(
        connection -> {
          SealingKey unused = key.toSealWith(connection);
        });
  }

  /**
   * Keeps what a log-in gave, in the place of whatever was there.
   *
   * @param connection in a transaction; the account is there
   * @param actor who logged in
   * @throws CredentialsUnreadable where the key is not there that the others are sealed with
   */
  public void keep(Connection connection, Credential credential, String actor) throws SQLException {
    KeptCredentials.keep(connection, credential, key.toSealWith(connection), actor);
  }

  /** Forgets an account's credential; false where there was none. Needs no key. */
  public boolean forget(Connection connection, AccountName account) throws SQLException {
    return KeptCredentials.forget(connection, account);
  }

  /** The accounts whose credential goes stale within so long, the first first. Needs no key. */
  public List<AccountName> due(Duration ahead) {
    return database.lend(connection -> KeptCredentials.due(connection, ahead));
  }

  /**
   * Makes another key, seals everything anew with it and gives the old one up. It may be
   * interrupted anywhere: nothing is lost, and the next time finishes it.
   *
   * @return how many credentials were sealed anew
   * @throws dev.belfry.post.NotPossible where there is no key yet
   * @throws CredentialsUnreadable where one can't be opened; nothing is changed then
   */
  public int rekey() {
    return new Rekey(database, key).rekey();
  }

  /**
   * Sees whether the key is there.
   *
   * @return empty where this database needs none yet
   * @throws CredentialsUnreadable where it is not
   */
  public Optional<String> keyName() {
    return database.lend(VaultKey::current).map(current -> Keyring.name(key.of(current.id()).id()));
  }
}

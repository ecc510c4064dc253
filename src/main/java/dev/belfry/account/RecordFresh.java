package dev.belfry.account;

import dev.belfry.account.Credentials.Renewed;
import dev.belfry.post.AccountName;
import dev.belfry.sql.Database;
import dev.belfry.sql.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what a network gave in exchange. The old one may be worth nothing from that moment on, so
 * the fresh one is offered until it is recorded, and kept in hand where it can't be. Thread-safe.
 */
final class RecordFresh {
  private static final Logger log = LoggerFactory.getLogger(RecordFresh.class);

  private final Database database;
  private final VaultKey key;
  private final OpenCredential open;
  private final VaultSettings settings;
  private final Map<AccountName, InHand> inHand = new ConcurrentHashMap<>();

  /** A fresh one, and the version that it was given in exchange for. */
  private record InHand(Credential fresh, long version) {}

  RecordFresh(Database database, VaultKey key, OpenCredential open, VaultSettings settings) {
    this.database = database;
    this.key = key;
    this.open = open;
    this.settings = settings;
  }

  /** Records it, and gives what is to be used from now on. */
  Renewed record(Credential fresh, long version) {
    InHand mine = new InHand(fresh, version);
    inHand.put(fresh.account(), mine);
    int tries = 0;
    while (true) {
      try {
        return settle(mine);
      } catch (DatabaseException | CredentialsUnreadable e) {
        if (++tries >= settings.tries() || !settings.pauses()) {
          return keepInHand(fresh.account(), e);
        }
      }
    }
  }

  private static Renewed keepInHand(AccountName account, RuntimeException why) {
    log.error(
        "The fresh log-in of {} could not be recorded ({}). This process has it in hand and offers"
            + " it again; if it ends before that, belfry account login {} is needed",
        account,
        why.getMessage(),
        account);
    return new Renewed.NotNow("the fresh log-in of %s is not recorded yet".formatted(account));
  }

  /**
   * Offers once more what is in hand for an account, if anything is.
   *
   * @throws DatabaseException where it still can't be recorded
   */
  void offerAgain(AccountName account) {
    InHand mine = inHand.get(account);
    if (mine != null) {
      Renewed unused = settle(mine);
    }
  }

  /** Offers all of it once more; what still can't be recorded stays in hand. */
  void offerAgain() {
    for (AccountName account : Set.copyOf(inHand.keySet())) {
      try {
        offerAgain(account);
      } catch (DatabaseException | CredentialsUnreadable e) {
        log.debug("The fresh log-in of {} is still in hand: {}", account, e.getMessage());
      }
    }
  }

  private Renewed settle(InHand mine) {
    boolean isRecorded = database.inTransaction(connection -> isRecorded(connection, mine));
    Renewed result = isRecorded ? new Renewed.Fresh(mine.fresh()) : whatIsKept(mine.fresh());
    inHand.remove(mine.fresh().account(), mine);
    return result;
  }

  private boolean isRecorded(Connection connection, InHand mine) throws SQLException {
    return KeptCredentials.renew(
        connection, mine.fresh(), key.toSealWith(connection), mine.version());
  }

  /**
   * Another is kept: this one, recorded by a commit that nobody was told of, or what somebody got
   * by logging in meanwhile.
   */
  private Renewed whatIsKept(Credential fresh) {
    Optional<KeptCredential> kept = open.find(fresh.account());
    return kept.isEmpty()
        ? new Renewed.NeedsLogIn("somebody has logged out of " + fresh.account())
        : new Renewed.Fresh(open.open(kept.get()));
  }
}

package dev.belfry.account;

import dev.belfry.account.VaultKey.Current;
import dev.belfry.post.NotPossible;
import dev.belfry.sql.Database;
import dev.belfry.sql.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives the vault another key. Until everything is sealed anew and committed the key file has both,
 * so that it may be interrupted anywhere: nothing is lost, and the next time finishes it.
 */
final class Rekey {
  private final Database database;
  private final VaultKey key;

  Rekey(Database database, VaultKey key) {
    this.database = database;
    this.key = key;
  }

  /**
   * Does it.
   *
   * @return how many credentials were sealed anew
   * @throws NotPossible where there is no key yet
   * @throws CredentialsUnreadable where one can't be opened; nothing is changed then
   */
  int rekey() {
    forgetPrevious();
    SealingKey next = key.make();
    int sealed;
    try {
      sealed = database.inTransaction(connection -> reseal(connection, next));
    } catch (DatabaseException e) {
      sealed = unlessCommitted(next, e);
    } catch (RuntimeException e) {
      key.forget(next.id());
      throw e;
    }
    forgetPrevious();
    return sealed;
  }

  /** What an earlier time was interrupted in, or this one has come to. */
  private void forgetPrevious() {
    Current current = database.lend(VaultKey::current).orElseThrow(Rekey::noKeyYet);
    @Nullable Integer previous = current.previous();
    if (previous != null) {
      key.forget(previous);
      database.transact(connection -> forgotten(connection, previous));
    }
  }

  /** Another may have gone on from there meanwhile. */
  private static void forgotten(Connection connection, int previous) throws SQLException {
    VaultKey.lock(connection);
    Current now = VaultKey.current(connection).orElseThrow(Rekey::noKeyYet);
    if (now.previous() != null && now.previous() == previous) {
      VaultKey.become(connection, now.id(), null);
    }
  }

  private int reseal(Connection connection, SealingKey next) throws SQLException {
    VaultKey.lock(connection);
    Current old = VaultKey.current(connection).orElseThrow(Rekey::noKeyYet);
    List<KeptCredential> all = KeptCredentials.all(connection);
    for (KeptCredential each : all) {
      Credential opened = OpenCredential.open(each, key.of(each.sealed().key()));
      KeptCredentials.reseal(connection, each, next.seal(opened.secret(), each.beside()));
    }
    VaultKey.become(connection, next.id(), old.id());
    return all.size();
  }

  /** A commit that nobody was told of counts; where even that can't be known both keys stay. */
  private int unlessCommitted(SealingKey next, DatabaseException why) {
    if (database.lend(VaultKey::current).orElseThrow(Rekey::noKeyYet).id() != next.id()) {
      key.forget(next.id());
      throw why;
    }
    return database.lend(KeptCredentials::all).size();
  }

  private static NotPossible noKeyYet() {
    return new NotPossible(
        "there is no key to change: nobody has logged in to anything on this database yet");
  }
}

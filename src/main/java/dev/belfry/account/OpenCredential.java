package dev.belfry.account;

import dev.belfry.post.AccountName;
import dev.belfry.sql.Database;
import java.util.Optional;

/** Opens what is kept. Thread-safe. */
final class OpenCredential {
  private final Database database;
  private final VaultKey key;

  OpenCredential(Database database, VaultKey key) {
    this.database = database;
    this.key = key;
  }

  /** What is kept for the account; still sealed. */
  Optional<KeptCredential> find(AccountName account) {
    return database.lend(connection -> KeptCredentials.find(connection, account));
  }

  /**
   * Opens it. Where its key is not there any more the row is read once more: it may just have been
   * sealed anew with another.
   *
   * @throws CredentialsUnreadable where it can't be opened
   */
  Credential open(KeptCredential kept) {
    Optional<SealingKey> itsKey = key.find(kept.sealed().key());
    if (itsKey.isPresent()) {
      return open(kept, itsKey.get());
    }
    KeptCredential again = find(kept.account()).orElse(kept);
    return open(again, key.of(again.sealed().key()));
  }

  /** Opens it with that key. */
  static Credential open(KeptCredential kept, SealingKey key) {
    return key.open(kept.sealed(), kept.beside())
        .map(kept.kept()::with)
        .orElseThrow(
            () ->
                new CredentialsUnreadable(
                    "the log-in of %s was changed in the database, so it is not used; log in again: belfry account login %s"
                        .formatted(kept.account(), kept.account())));
  }
}

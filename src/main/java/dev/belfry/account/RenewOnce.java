package dev.belfry.account;

import dev.belfry.account.Credentials.Renewal;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.post.AccountName;
import dev.belfry.sql.Database;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Has one thread of all nodes ask a network for a fresher credential, under a lease on the
 * database's clock; the others wait for what it gets. Whoever dies while asking is taken over from
 * when its lease has run out. Thread-safe.
 */
final class RenewOnce {
  private final Database database;
  private final OpenCredential open;
  private final RecordFresh record;
  private final VaultSettings settings;

  RenewOnce(Database database, OpenCredential open, RecordFresh record, VaultSettings settings) {
    this.database = database;
    this.open = open;
    this.record = record;
    this.settings = settings;
  }

  Renewed renew(Credential stale, Renewal renewal) {
    @Nullable UUID awaited = null;
    for (int look = 0; look < settings.looks(); look++) {
      Optional<KeptCredential> found = open.find(stale.account());
      if (found.isEmpty()) {
        return new Renewed.NeedsLogIn("nobody is logged in to " + stale.account());
      }
      KeptCredential kept = found.get();
      if (kept.kept().refusedWith() != null) {
        return new Renewed.NeedsLogIn(kept.kept().refusedWith());
      }
      Credential current = open.open(kept);
      if (!current.secret().equals(stale.secret())) {
        return new Renewed.Fresh(current);
      }
      if (awaited != null && kept.renewal().by() == null) {
        return notNow(kept);
      }
      if (!kept.renewal().isAlive()) {
        UUID mine = UUID.randomUUID();
        if (database.lend(c -> KeptCredentials.take(c, kept, mine, settings.lease()))) {
          return ask(kept, current, renewal, mine);
        }
        continue; // Another was quicker: the next look tells who.
      }
      awaited = kept.renewal().by();
      if (!settings.pauses()) {
        break;
      }
    }
    return new Renewed.NotNow(
        "another has been asking the network for a fresh log-in of %s".formatted(stale.account()));
  }

  private static Renewed notNow(KeptCredential kept) {
    @Nullable String words = kept.renewal().notNow();
    return new Renewed.NotNow(words == null ? "the network gave no clear answer" : words);
  }

  private Renewed ask(KeptCredential kept, Credential current, Renewal renewal, UUID mine) {
    @Nullable Renewed answer = null;
    try {
      answer = renewal.of(current);
    } finally {
      if (answer == null) {
        giveBack(kept.account(), mine, "Belfry itself failed while it asked");
      }
    }
    return answer.fold(new Settle(kept, mine));
  }

  private void giveBack(AccountName account, UUID mine, String words) {
    database.transact(connection -> KeptCredentials.giveBack(connection, account, mine, words));
  }

  /** Another may have taken the place of what was refused: then that is the answer. */
  private Renewed refuse(KeptCredential kept, Renewed.NeedsLogIn answer) {
    if (database.lend(c -> KeptCredentials.refuse(c, kept, answer.words()))) {
      return answer;
    }
    Optional<KeptCredential> now = open.find(kept.account());
    return now.isPresent() && now.get().kept().refusedWith() == null
        ? new Renewed.Fresh(open.open(now.get()))
        : answer;
  }

  /** What is done with the network's answer. */
  private final class Settle implements Renewed.Cases<Renewed> {
    private final KeptCredential asked;
    private final UUID mine;

    Settle(KeptCredential asked, UUID mine) {
      this.asked = asked;
      this.mine = mine;
    }

    @Override
    public Renewed fresh(Renewed.Fresh fresh) {
      return record.record(fresh.credential(), asked.version());
    }

    @Override
    public Renewed needsLogIn(Renewed.NeedsLogIn refused) {
      return refuse(asked, refused);
    }

    @Override
    public Renewed notNow(Renewed.NotNow unclear) {
      giveBack(asked.account(), mine, unclear.words());
      return unclear;
    }
  }
}

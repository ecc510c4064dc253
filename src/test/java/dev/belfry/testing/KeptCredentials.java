package dev.belfry.testing;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials;
import dev.belfry.post.AccountName;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Credentials in memory. Thread-safe; a renewal is asked for by one thread at a time. */
public final class KeptCredentials implements Credentials {
  private final Map<AccountName, Credential> kept = new ConcurrentHashMap<>();
  private final AtomicInteger renewals = new AtomicInteger();
  private volatile Runnable beforeRenewal = () -> {};

  public void keep(Credential credential) {
    kept.put(credential.account(), credential);
  }

  public void forget(AccountName account) {
    kept.remove(account);
  }

  /** What happens first whenever a fresher one is to be asked for. */
  public void beforeRenewal(Runnable happens) {
    beforeRenewal = happens;
  }

  /** How many times a network was asked for a fresher one. */
  public int renewals() {
    return renewals.get();
  }

  @Override
  public Optional<Credential> of(AccountName account) {
    return Optional.ofNullable(kept.get(account));
  }

  @Override
  public Optional<URI> server(AccountName account) {
    return of(account).map(Credential::server);
  }

  @Override
  public synchronized Renewed renew(Credential stale, Renewal renewal) {
    Credential current = kept.get(stale.account());
    if (current == null) {
      return new Renewed.NeedsLogIn("nobody has logged in");
    } else if (!current.equals(stale)) {
      return new Renewed.Fresh(current);
    }
    renewals.incrementAndGet();
    beforeRenewal.run();
    Renewed renewed = renewal.of(current);
    if (renewed instanceof Renewed.Fresh fresh) {
      keep(fresh.credential());
    }
    return renewed;
  }
}

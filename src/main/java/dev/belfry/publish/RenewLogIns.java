package dev.belfry.publish;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials.Renewal;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.account.CredentialsUnreadable;
import dev.belfry.account.Vault;
import dev.belfry.post.AccountName;
import dev.belfry.queue.Holds;
import dev.belfry.sql.Database;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges credentials some time before they go stale, so that no post has to wait for it and a
 * network that is down for a while does no harm. To do it twice, or in two places, exchanges
 * nothing twice: the vault sees to that. Thread-safe.
 */
public final class RenewLogIns {
  private static final Logger log = LoggerFactory.getLogger(RenewLogIns.class);

  /** Time for several tries before the network begins to refuse it. */
  private static final Duration AHEAD = Duration.ofMinutes(20);

  private final Database database;
  private final Vault vault;
  private final Publishers publishers;
  private final String node;

  /**
   * @param node as the history names it
   */
  public RenewLogIns(Database database, Vault vault, Publishers publishers, String node) {
    this.database = database;
    this.vault = vault;
    this.publishers = publishers;
    this.node = node;
  }

  /**
   * Renews what is due; one that can't be renewed keeps no other from it.
   *
   * @param stopping true: what is not begun is left for another time
   */
  public void renewDue(BooleanSupplier stopping) {
    for (AccountName account : vault.due(AHEAD)) {
      if (stopping.getAsBoolean()) {
        return;
      }
      if (publishers.live().contains(account.network())) {
        renew(account);
      }
    }
  }

  /**
   * Lets accounts go on that were held for want of a log-in, and have one by now. To be called in a
   * while again: what a node frozen for long records comes when it wakes.
   */
  public void resume() {
    int resumed = database.inTransaction(connection -> Holds.resumeLoggedIn(connection, node));
    if (resumed > 0) {
      log.info("{} accounts go on: their log-ins are there after all", resumed);
    }
  }

  private void renew(AccountName account) {
    try {
      vault.of(account).ifPresent(credential -> renew(account, credential));
    } catch (CredentialsUnreadable e) {
      log.warn("The log-in of {} is not renewed: {}", account, e.getMessage());
    }
  }

  private void renew(AccountName account, Credential credential) {
    LogIn network = publishers.logIn(account.network());
    boolean unused =
        vault
            .renew(credential, current -> network.refresh(current, Renewal.WITHIN))
            .fold(new Tell(account));
  }

  /** Tells whoever reads the node's log, and whether it was renewed. */
  private record Tell(AccountName account) implements Renewed.Cases<Boolean> {
    @Override
    public Boolean fresh(Renewed.Fresh fresh) {
      log.debug("The log-in of {} is renewed", account);
      return true;
    }

    @Override
    public Boolean needsLogIn(Renewed.NeedsLogIn refused) {
      log.warn(
          "The network takes the log-in of {} no more ({}); run: belfry account login {}",
          account,
          refused.words(),
          account);
      return false;
    }

    @Override
    public Boolean notNow(Renewed.NotNow unclear) {
      log.warn(
          "The log-in of {} could not be renewed yet, another try follows: {}",
          account,
          unclear.words());
      return false;
    }
  }
}

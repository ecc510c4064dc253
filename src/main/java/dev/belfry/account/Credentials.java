package dev.belfry.account;

import dev.belfry.post.AccountName;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The credentials of accounts, as adapters need them. Thread-safe. */
public interface Credentials {

  /** Nobody has logged in to anything. */
  Credentials NONE =
      new Credentials() {
        @Override
        public Optional<Credential> of(AccountName account) {
          return Optional.empty();
        }

        @Override
        public Optional<URI> server(AccountName account) {
          return Optional.empty();
        }

        @Override
        public Renewed renew(Credential stale, Renewal renewal) {
          return new Renewed.NeedsLogIn("nobody has logged in");
        }
      };

  /**
   * The account's; empty where nobody has logged in to it, or it was refused for good.
   *
   * @throws CredentialsUnreadable where it can't be read here. Adapters let it through: nothing has
   *     left by then, and the release engine says so of the attempt
   */
  Optional<Credential> of(AccountName account);

  /**
   * The server that the account's log-in is for; empty where nobody has logged in to it. Needs no
   * key, and proves nothing: only what everybody may hear is asked there on the strength of it.
   */
  Optional<URI> server(AccountName account);

  /**
   * Exchanges a credential that has become stale for a fresher one. Of all threads and nodes one
   * asks the network; the others wait for it and get what it got.
   *
   * <p>It may take some seconds longer than the renewal itself: whoever has a deadline looks at the
   * clock again afterwards.
   *
   * @param stale as it was read; where a fresher one is kept already, that is the answer
   * @param renewal asks the network; called at most once, in no transaction
   * @throws CredentialsUnreadable as {@link #of} does, and to the same end
   */
  Renewed renew(Credential stale, Renewal renewal);

  /** Asks a network for a fresher credential. Never throws for what the network may do. */
  @FunctionalInterface
  interface Renewal {
    /**
     * It takes no longer: some time after that another node may take it for dead, and ask. But it
     * has all of that, whatever is left of the time for which the fresher one is wanted: a network
     * may take the old one once only, and whoever did not wait for its answer is locked out.
     */
    Duration WITHIN = Duration.ofSeconds(20);

    Renewed of(Credential current);
  }

  /** What came of it. */
  sealed interface Renewed {

    /** Does what is right for what came of it. */
    <T> T fold(Cases<T> cases);

    /** What to do for each. */
    interface Cases<T> {
      T fresh(Fresh fresh);

      T needsLogIn(NeedsLogIn refused);

      T notNow(NotNow unclear);
    }

    /** There is a fresher one; it is kept before anybody uses it. */
    record Fresh(Credential credential) implements Renewed {
      @Override
      public <T> T fold(Cases<T> cases) {
        return cases.fresh(this);
      }
    }

    /**
     * The network takes the old one no more: the owner must log in again. Said only where the
     * network said so clearly, never for want of an answer.
     *
     * @param words the network's own, without secrets
     */
    record NeedsLogIn(String words) implements Renewed {
      @Override
      public <T> T fold(Cases<T> cases) {
        return cases.needsLogIn(this);
      }
    }

    /** There was no clear answer: the old one stays, and may be tried again later. */
    record NotNow(String words) implements Renewed {
      @Override
      public <T> T fold(Cases<T> cases) {
        return cases.notNow(this);
      }
    }
  }
}

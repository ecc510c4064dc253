package dev.belfry.account;

import dev.belfry.post.AccountName;
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
        public Renewed renew(Credential stale, Renewal renewal) {
          return new Renewed.NeedsLogIn("nobody has logged in");
        }
      };

  /** The account's; empty where nobody has logged in to it, or it was refused for good. */
  Optional<Credential> of(AccountName account);

  /**
   * Exchanges a credential that has become stale for a fresher one. Of all threads and nodes one
   * asks the network; the others wait for it and get what it got.
   *
   * <p>It may take some seconds longer than the renewal itself: whoever has a deadline looks at the
   * clock again afterwards.
   *
   * @param stale as it was read; where a fresher one is kept already, that is the answer
   * @param renewal asks the network; called at most once, in no transaction
   */
  Renewed renew(Credential stale, Renewal renewal);

  /** Asks a network for a fresher credential. Never throws for what the network may do. */
  @FunctionalInterface
  interface Renewal {
    Renewed of(Credential current);
  }

  /** What came of it. */
  sealed interface Renewed {

    /** There is a fresher one; it is kept before anybody uses it. */
    record Fresh(Credential credential) implements Renewed {}

    /**
     * The network takes the old one no more: the owner must log in again. Said only where the
     * network said so clearly, never for want of an answer.
     *
     * @param words the network's own, without secrets
     */
    record NeedsLogIn(String words) implements Renewed {}

    /** There was no clear answer: the old one stays, and may be tried again later. */
    record NotNow(String words) implements Renewed {}
  }
}

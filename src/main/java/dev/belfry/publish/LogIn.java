package dev.belfry.publish;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.post.AccountName;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Gets a credential from a network, together with the person whose account it is. */
public interface LogIn {

  /**
   * Logs in.
   *
   * <p>The credential bears the account's name as it was asked for; whose it is by the network's
   * word is what {@link #check} says of it, and the caller compares the two. Where it holds an
   * access token that ends, {@link Credential#withFreshUntil} says when.
   *
   * @throws LogInFailed with one sentence that says what to do
   * @throws dev.belfry.post.InvalidInput where no secret may go to the server that was named
   */
  Credential logIn(AccountName account, Options options, Person person);

  /**
   * Asks the network whether it takes a credential as it is; renews nothing. Never throws for what
   * a network may do.
   *
   * @param within how long the whole may take
   */
  Standing check(Credential credential, Duration within);

  /**
   * Exchanges a credential for a fresher one. It is called through {@link
   * dev.belfry.account.Credentials#renew} only, which sees to it that one thread of all nodes does
   * it at a time: by a publisher after a 401, and by a node's own work some time before {@link
   * Credential#freshUntil}. Never throws for what a network may do.
   *
   * <p>It asks the network to exchange once and no more, since a refresh token is often good for a
   * single use. Its answer is one of
   *
   * <ul>
   *   <li>{@link Renewed.Fresh}: the given one {@link Credential#renewed}. Its secret has the new
   *       refresh token, or the old one where the network gave no other; {@link
   *       Credential#withFreshUntil} says when its access token ends, {@link Credential#expiresAt}
   *       when its refresh token does;
   *   <li>{@link Renewed.NeedsLogIn}: the network said clearly that it takes the refresh token no
   *       more ({@code invalid_grant} and its like), or there is nothing to exchange in a
   *       credential of this kind. One whose {@code freshUntil} is null comes here after a 401
   *       only;
   *   <li>{@link Renewed.NotNow}: anything else: no answer, 429, 5xx, one that can't be read. The
   *       old one is kept.
   * </ul>
   *
   * @param credential the newest that is known, which need not be the one that was refused
   * @param within how long the whole may take
   */
  Renewed refresh(Credential credential, Duration within);

  /**
   * How a person wants to log in.
   *
   * @param server the base URL of the network's API; null: the network's own, or the account's host
   * @param oauth2 whether X is to be asked by OAuth 2.0, and not by its PIN
   */
  record Options(@Nullable URI server, boolean oauth2) {}

  /** Whom the log-in talks with. */
  interface Person {

    /** Says something. */
    void tell(String words);

    /** Has them look at a page: it is opened where there is a browser, and printed in any case. */
    void show(URI page);

    /** Asks for what may be seen: a PIN, a code. */
    String ask(String prompt);

    /**
     * Asks for what must not be seen; it may come from the environment instead.
     *
     * @param variable the environment variable that may hold it
     */
    String askSecret(String prompt, String variable);
  }

  /** What a network says to a credential. */
  sealed interface Standing {

    /**
     * It is taken.
     *
     * @param handle whose it is, in the network's own words
     */
    record Works(String handle) implements Standing {}

    /** It is refused: the owner must log in again. */
    record Refused(String words) implements Standing {}

    /** There was no clear answer. */
    record Unknown(String words) implements Standing {}
  }
}

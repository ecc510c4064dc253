package dev.belfry.publish;

import dev.belfry.account.Credential;
import dev.belfry.post.AccountName;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Gets a credential from a network, together with the person whose account it is. */
public interface LogIn {

  /**
   * Logs in.
   *
   * @throws LogInFailed with one sentence that says what to do
   */
  Credential logIn(AccountName account, Options options, Person person);

  /**
   * Asks the network whether it takes a credential. Never throws for what a network may do.
   *
   * @param within how long the whole may take
   */
  Standing check(Credential credential, Duration within);

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

package dev.belfry.publish;

import dev.belfry.account.ServerLimits;
import dev.belfry.post.AccountName;
import java.time.Duration;

/**
 * Asks an account's own server for its limits, on a network where each sets its own. Thread-safe.
 */
@FunctionalInterface
public interface AskLimits {

  /**
   * Asks. Never throws for what a server may do.
   *
   * @param within how long the whole may take
   */
  Answer ask(AccountName account, Duration within);

  /** What came of it. */
  sealed interface Answer {

    /** These are its limits. */
    record Told(ServerLimits limits) implements Answer {}

    /** It was asked and gave no clear answer: what it said before holds on. */
    record NotTold(String words) implements Answer {}

    /** It was not asked: nobody has logged in to the account. */
    record NotAsked() implements Answer {}
  }
}

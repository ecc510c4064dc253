package dev.belfry.publish;

import dev.belfry.post.AccountName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt at sending one part. Answers that differ in what happens next differ in
 * type.
 */
public sealed interface Outcome {

  /** The words for it in the history; the network's own where it gave any. */
  String words();

  /** Whether it speaks against the way to the network: several of these trip the breaker. */
  default boolean isNetworkFailure() {
    return false;
  }

  /** Whether it speaks against the account, whatever the part. */
  default boolean refusesAccount() {
    return false;
  }

  /** Whether it says that there is no log-in to the account which its network takes. */
  default boolean needsLogIn() {
    return false;
  }

  /** Does what is right for the outcome that this is. */
  <T> T fold(Cases<T> cases);

  /** What to do for each outcome. */
  interface Cases<T> {
    T posted(Posted outcome);

    T deferred(Deferred outcome);

    T notSent(NotSent outcome);

    T absent(Absent outcome);

    T refused(Refused outcome);

    T accountRefused(AccountRefused outcome);

    T unconfirmed(Unconfirmed outcome);
  }

  /**
   * The part is live, and with it those that follow which went out in the same request.
   *
   * @param remoteId the network's id for it
   * @param cid the hash of its content, on a network that links posts by hash; else null
   * @param url where a person can look at it
   * @param further the parts that went out with it, in order
   */
  record Posted(String remoteId, @Nullable String cid, String url, List<LivePart> further)
      implements Outcome {
    public Posted {
      further = List.copyOf(further);
    }

    /** One part alone. */
    public Posted(String remoteId, @Nullable String cid, String url) {
      this(remoteId, cid, url, List.of());
    }

    @Override
    public String words() {
      return url;
    }

    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.posted(this);
    }
  }

  /**
   * The network said to come back later. It does not count as a failure, and the whole account
   * waits.
   *
   * @param until the instant that the network named
   */
  record Deferred(Instant until, String words) implements Outcome {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.deferred(this);
    }
  }

  /** It certainly did not reach the network: it may be tried again. */
  record NotSent(String words) implements Outcome {
    @Override
    public boolean isNetworkFailure() {
      return true;
    }

    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.notSent(this);
    }
  }

  /**
   * A look, or a person, did not find it on the network. Unlike what a sender knows, this leaves a
   * request possible that is still on its way. No publisher says it of what it sends itself.
   */
  record Absent(String words) implements Outcome {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.absent(this);
    }
  }

  /**
   * The network refused it.
   *
   * @param retryable whether the same request may be accepted later
   */
  record Refused(String words, boolean retryable) implements Outcome {
    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.refused(this);
    }
  }

  /**
   * The network refused the account, whatever the part: its credentials, its payment, its standing
   * (401, 402). The part waits for a person to mend the account.
   *
   * @param needsLogIn whether there is no log-in that the network takes, as far as is known here:
   *     as soon as there is one the account goes on
   */
  record AccountRefused(String words, boolean needsLogIn) implements Outcome {
    /** Where another log-in may or may not help. */
    public AccountRefused(String words) {
      this(words, /* needsLogIn= */ false);
    }

    /** Nobody has logged in, or the network took the log-in no more: it is asked nothing. */
    public static AccountRefused nobodyIn(AccountName account) {
      return new AccountRefused(
          "nobody is logged in to %s; run: belfry account login %s".formatted(account, account),
          /* needsLogIn= */ true);
    }

    @Override
    public boolean refusesAccount() {
      return true;
    }

    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.accountRefused(this);
    }
  }

  /** It may or may not be live: never to be sent again blindly. */
  record Unconfirmed(String words) implements Outcome {
    @Override
    public boolean isNetworkFailure() {
      return true;
    }

    @Override
    public <T> T fold(Cases<T> cases) {
      return cases.unconfirmed(this);
    }
  }
}

package dev.belfry.networks.bluesky;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials;
import dev.belfry.account.Credentials.Renewal;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.Deadline;
import dev.belfry.networks.http.Exchange;
import dev.belfry.networks.http.Reply;
import dev.belfry.post.AccountName;
import dev.belfry.publish.LogIn;
import dev.belfry.publish.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes calls in an account's name. One that is refused for its token is made once more with a
 * fresher one: the server looks at the token before it does anything. Thread-safe.
 */
final class SignedIn {
  private final Credentials credentials;
  private final LogIn logIn;

  SignedIn(Credentials credentials, LogIn logIn) {
    this.credentials = credentials;
    this.logIn = logIn;
  }

  /** What to make of it. */
  interface Heard<T> {

    /** What is known after the call. */
    T reply(Reply reply);

    /** The call was not made, or was refused for good for its token. */
    T refused(Outcome outcome);
  }

  /** What the account's owner was given; empty where nobody has logged in. */
  Optional<Credential> credential(AccountName account) {
    return credentials.of(account).filter(each -> each.kind().equals(Session.KIND));
  }

  /**
   * Makes a call.
   *
   * @param call for the server of the account
   */
  <T> T make(AccountName account, Function<BaseUrl, Call> call, Deadline deadline, Heard<T> heard) {
    Optional<Credential> credential = credential(account);
    if (credential.isEmpty()) {
      return heard.refused(Outcome.AccountRefused.nobodyIn(account));
    }
    Reply first = ask(credential.get(), call, deadline);
    return Refusal.isOfToken(first)
        ? again(credential.get(), call, deadline, heard)
        : heard.reply(first);
  }

  private <T> T again(
      Credential stale, Function<BaseUrl, Call> call, Deadline deadline, Heard<T> heard) {
    Renewed renewed = credentials.renew(stale, current -> logIn.refresh(current, Renewal.WITHIN));
    if (renewed instanceof Renewed.Fresh fresh) {
      return heard.reply(ask(fresh.credential(), call, deadline));
    }
    return heard.refused(
        renewed instanceof Renewed.NeedsLogIn needed
            ? Refusal.needsLogIn(stale.account(), needed.words(), /* isForGood= */ true)
            : new Outcome.NotSent(((Renewed.NotNow) renewed).words()));
  }

  private static Reply ask(Credential credential, Function<BaseUrl, Call> call, Deadline deadline) {
    Duration left = deadline.left();
    if (left.isZero()) {
      return new Reply.NotSent("no time was left for it");
    }
    Call made = call.apply(new BaseUrl(credential.server()));
    return Exchange.make(Xrpc.as(Session.of(credential).accessToken(), made), left);
  }
}

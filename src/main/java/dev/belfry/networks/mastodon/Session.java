package dev.belfry.networks.mastodon;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials;
import dev.belfry.account.Credentials.Renewal;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.Deadline;
import dev.belfry.networks.http.Exchange;
import dev.belfry.networks.http.Reply;
import java.time.Duration;
import java.util.function.Function;

/**
 * The calls of one task in an account's name, all within one deadline. A token that is refused is
 * exchanged where there is a fresher one, which has a time of its own, and the call is made once
 * more: 401 is a definite refusal. Used by one thread.
 */
final class Session {
  private final Credentials credentials;
  private final MastodonLogIn logIn;
  private final Deadline deadline;
  private Credential credential;

  Session(Credentials credentials, MastodonLogIn logIn, Credential credential, Deadline deadline) {
    this.credentials = credentials;
    this.logIn = logIn;
    this.credential = credential;
    this.deadline = deadline;
  }

  /** The network's own id for the account. */
  String accountId() {
    return credential.remoteId();
  }

  /** How much of the deadline is left; zero where it is over. */
  Duration left() {
    return deadline.left();
  }

  /** Whether nothing new is to be begun. */
  boolean isBrokenOff() {
    return deadline.isBrokenOff();
  }

  /** Waits so long, or until it is broken off; whether it was not. */
  boolean pause(Duration time) throws InterruptedException {
    return deadline.pause(time);
  }

  /** Makes a call under the account's token. */
  Reply make(Function<BaseUrl, Call> call) {
    Reply reply = once(call);
    if (!(reply instanceof Reply.Answer answer) || !answer.isUnauthorized()) {
      return reply;
    }
    Renewed renewed = credentials.renew(credential, stale -> logIn.refresh(stale, Renewal.WITHIN));
    if (renewed instanceof Renewed.Fresh fresh) {
      credential = fresh.credential();
      return once(call);
    }
    return renewed instanceof Renewed.NotNow notNow ? new Reply.NotSent(notNow.words()) : reply;
  }

  private Reply once(Function<BaseUrl, Call> call) {
    BaseUrl base = new BaseUrl(credential.server());
    Duration left = left();
    return left.isZero()
        ? new Reply.NotSent("no time was left to ask " + credential.server().getHost())
        : Exchange.make(call.apply(base).with("Authorization", "Bearer " + token()), left);
  }

  private String token() {
    return MastodonSecret.of(credential).accessToken();
  }
}

package dev.belfry.networks.x;

import dev.belfry.account.Credential;
import dev.belfry.account.Credentials;
import dev.belfry.account.Credentials.Renewal;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.ClocksApart;
import dev.belfry.networks.http.Deadline;
import dev.belfry.networks.http.Exchange;
import dev.belfry.networks.http.LogInAdvice;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.post.AccountName;
import dev.belfry.publish.Outcome;
import java.time.InstantSource;
import java.util.function.Function;

/** Asks X in an account's name, with a fresher token where the one at hand is not taken. */
final class XDoor {
  private final Credentials credentials;
  private final XTokens tokens;
  private final InstantSource clock;

  XDoor(Credentials credentials, XTokens tokens, InstantSource clock) {
    this.credentials = credentials;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** What the account's owner was given, by which X knows it. */
  Credential credential(AccountName account) {
    return credentials
        .of(account)
        .orElseThrow(() -> new Barred(Outcome.AccountRefused.nobodyIn(account)));
  }

  /**
   * Makes a call. Where X does not know the token it certainly did nothing: the call is made once
   * more with a fresher one.
   *
   * @param call made anew for each time that it is sent
   * @return never X's own answer 401
   * @throws Barred where X can't be asked in the account's name
   */
  Reply ask(AccountName account, Function<BaseUrl, Call> call, Deadline deadline) {
    Credential credential = credential(account);
    Reply reply = send(credential, call, deadline);
    if (reply instanceof Answer refusal && refusal.isUnauthorized()) {
      reply = send(fresher(credential, refusal), call, deadline);
    }
    if (reply instanceof Answer answer && answer.isUnauthorized()) {
      throw new Barred(mustLogIn(account, XWords.sentence(answer), /* isForGood= */ false));
    }
    return reply;
  }

  private static Reply send(Credential as, Function<BaseUrl, Call> call, Deadline deadline) {
    if (deadline.left().isZero()) {
      throw new Barred(new Outcome.NotSent("there was no time left to ask X"));
    }
    Call toSend = Authority.of(as).authorize(call.apply(new BaseUrl(as.server())));
    return Exchange.make(toSend, deadline.left());
  }

  private Credential fresher(Credential stale, Answer refusal) {
    boolean isSigned = stale.kind().equals(SignedByKeys.KIND);
    if (isSigned) {
      ClocksApart.words(refusal, clock.instant())
          .ifPresent(
              words -> {
                throw new Barred(new Outcome.NotSent(words));
              });
    }
    Renewed renewed =
        credentials.renew(
            stale,
            current ->
                isSigned
                    ? new Renewed.NeedsLogIn(XWords.sentence(refusal))
                    : tokens.refresh(current, Renewal.WITHIN));
    if (renewed instanceof Renewed.Fresh fresh) {
      return fresh.credential();
    } else if (renewed instanceof Renewed.NeedsLogIn needs) {
      throw new Barred(mustLogIn(stale.account(), needs.words(), /* isForGood= */ true));
    }
    throw new Barred(new Outcome.NotSent(((Renewed.NotNow) renewed).words()));
  }

  private static Outcome mustLogIn(AccountName account, String words, boolean isForGood) {
    return new Outcome.AccountRefused(
        LogInAdvice.goOn(words, "log in again: belfry account login " + account), isForGood);
  }
}

package dev.belfry.networks.bluesky;

import dev.belfry.networks.http.LogInAdvice;
import dev.belfry.networks.http.Reply;
import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.post.AccountName;
import dev.belfry.publish.Outcome;
import java.util.Set;

/** What a server says where it does not take an account, or its token. */
final class Refusal {
  /** Said with 400, where others say 401. */
  private static final Set<String> OF_TOKEN = Set.of("ExpiredToken", "InvalidToken");

  /** No fresher token helps. */
  private static final Set<String> OF_ACCOUNT =
      Set.of("AccountTakedown", "AccountDeactivated", "AccountSuspended", "RepoTakendown");

  private Refusal() {}

  /** Whether a fresher token may help. */
  static boolean isOfToken(Reply reply) {
    return reply instanceof Answer answer
        && !isOfAccount(answer)
        && (answer.isUnauthorized() || OF_TOKEN.contains(Xrpc.error(answer)));
  }

  /** Whether the account itself is shut. */
  static boolean isOfAccount(Answer answer) {
    return !answer.isSuccess() && OF_ACCOUNT.contains(Xrpc.error(answer));
  }

  /**
   * The account's owner must log in again.
   *
   * @param words the server's own
   * @param isForGood whether no log-in is left, not even to get a fresher token with
   */
  static Outcome.AccountRefused needsLogIn(AccountName account, String words, boolean isForGood) {
    return new Outcome.AccountRefused(
        LogInAdvice.goOn(words, "log in again: belfry account login " + account), isForGood);
  }

  /** The server's words, and whose they are. */
  static String words(Answer answer) {
    return answer.told(Xrpc.words(answer));
  }
}

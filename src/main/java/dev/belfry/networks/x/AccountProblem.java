package dev.belfry.networks.x;

import dev.belfry.networks.http.Reply.Answer;
import dev.belfry.publish.Outcome;
import java.util.Optional;
import java.util.Set;

/**
 * What a 403 says that an app or an account gets whatever it asks for: by the type of the problem,
 * or by <a href="https://developer.x.com/en/support/x-api/error-troubleshooting">a code</a>, as
 * newer and older parts of X do.
 */
final class AccountProblem {
  private static final int FORBIDDEN = 403;
  private static final Set<String> TYPES =
      Set.of("client-forbidden", "oauth1-permissions", "unsupported-authentication");

  /** The account is suspended; it is locked until its owner has been there. */
  private static final Set<Integer> CODES = Set.of(64, 326);

  private AccountProblem() {}

  /** The account's refusal; empty where the answer speaks against the post, or is none. */
  static Optional<Outcome> in(Answer answer) {
    String type = answer.json().path("type").stringValue("");
    int code = answer.json().at("/errors/0/code").intValue(0);
    return answer.status() == FORBIDDEN
            && (TYPES.contains(type.substring(type.lastIndexOf('/') + 1)) || CODES.contains(code))
        ? Optional.of(new Outcome.AccountRefused(XWords.sentence(answer)))
        : Optional.empty();
  }
}

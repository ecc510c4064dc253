package dev.belfry.publish;

import dev.belfry.post.AccountName;
import dev.belfry.post.InvalidInput;

/** Reads the address at which a person found a part, as a browser shows it. Pure; thread-safe. */
public interface PostUrls {

  /**
   * The part in doubt, as its network would have told that it is live.
   *
   * @throws InvalidInput where this is not the address of a post of the attempt's account; the
   *     message has one that is
   * @throws dev.belfry.post.NotPossible where an address can't tell what the thread's next part
   *     needs to know of this one
   */
  Outcome.Posted read(OpenAttempt attempt, String url);

  /** What a person is told of an address that is none of the account's posts. */
  static InvalidInput notOneOf(AccountName account, String url, String example) {
    return new InvalidInput(
        "",
        "\"%s\" is not the address of a post of %s; one looks like %s"
            .formatted(url, account, example));
  }
}

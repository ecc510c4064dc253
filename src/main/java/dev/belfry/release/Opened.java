package dev.belfry.release;

import dev.belfry.post.AccountName;
import dev.belfry.publish.Attempt;
import java.util.List;

/**
 * What is to be done next: attempts whose rows are committed once the transaction is, and claims
 * that must be made ready first.
 */
record Opened(List<Attempt> attempts, List<Unready> unready) {
  static final Opened NOTHING = new Opened(List.of(), List.of());

  Opened {
    attempts = List.copyOf(attempts);
    unready = List.copyOf(unready);
  }

  static Opened of(List<Attempt> attempts) {
    return new Opened(attempts, List.of());
  }

  boolean isNothing() {
    return attempts.isEmpty() && unready.isEmpty();
  }

  /** What of it is one account's. */
  Opened of(AccountName account) {
    return new Opened(
        attempts.stream().filter(each -> each.claim().account().equals(account)).toList(),
        unready.stream().filter(each -> each.claim().account().equals(account)).toList());
  }
}

package dev.belfry.release;

import dev.belfry.post.AccountName;
import dev.belfry.publish.Attempt;
import java.util.List;
import java.util.Set;

/**
 * What is to be done next: attempts whose rows are committed once the transaction is, and claims
 * that must be made ready first.
 *
 * @param setAside of which accounts something was held instead: more may be due behind it
 */
record Opened(List<Attempt> attempts, List<Unready> unready, Set<AccountName> setAside) {
  static final Opened NOTHING = new Opened(List.of(), List.of(), Set.of());

  Opened {
    attempts = List.copyOf(attempts);
    unready = List.copyOf(unready);
    setAside = Set.copyOf(setAside);
  }

  static Opened of(List<Attempt> attempts) {
    return new Opened(attempts, List.of(), Set.of());
  }

  /** The same, with these of the attempts. */
  Opened with(List<Attempt> others) {
    return new Opened(others, unready, setAside);
  }

  boolean isNothing() {
    return attempts.isEmpty() && unready.isEmpty() && setAside.isEmpty();
  }

  /** What of it is one account's. */
  Opened of(AccountName account) {
    return new Opened(
        attempts.stream().filter(each -> each.claim().account().equals(account)).toList(),
        unready.stream().filter(each -> each.claim().account().equals(account)).toList(),
        setAside.contains(account) ? Set.of(account) : Set.of());
  }
}

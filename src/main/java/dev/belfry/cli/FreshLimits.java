package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.account.ServerLimits;
import dev.belfry.post.AccountName;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Network;
import dev.belfry.publish.AskLimits;
import dev.belfry.publish.AskLimits.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that posts are measured by what the accounts' own servers take: asks those that have
 * not been asked for a day, in no transaction. One that can't be reached is told of, and measured
 * by as before.
 */
final class FreshLimits {
  private static final Duration GOOD_FOR = Duration.ofDays(1);

  /** For each server: nobody waits longer than that for a post to be queued. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final Workplace workplace;

  FreshLimits(Workplace workplace) {
    this.workplace = workplace;
  }

  /** Asks for every account that needs it. */
  void ofAll() {
    for (Network network : Network.values()) {
      ask(network, account -> true);
    }
  }

  /**
   * Asks for those of these accounts that need it.
   *
   * @param written their names as a person wrote them, however well
   */
  void of(List<String> written) {
    Set<AccountName> names = names(written);
    names.stream()
        .filter(name -> !name.dryRun())
        .map(AccountName::network)
        .distinct()
        .forEach(network -> ask(network, account -> names.contains(account.name())));
  }

  private static Set<AccountName> names(List<String> written) {
    return written.stream().flatMap(FreshLimits::name).collect(Collectors.toSet());
  }

  /** What is no name is told where it is used. */
  private static Stream<AccountName> name(String written) {
    try {
      return Stream.of(AccountName.parse(written));
    } catch (InvalidInput e) {
      return Stream.empty();
    }
  }

  private void ask(Network network, Predicate<Account> isMeant) {
    AskLimits limits = workplace.publishers().limits(network).orElse(null);
    if (limits != null) {
      Instant old = workplace.clock().instant().minus(GOOD_FOR);
      workplace
          .database()
          .lend(connection -> Accounts.withLimitsFromBefore(connection, network, old))
          .stream()
          .filter(isMeant)
          .forEach(account -> ask(limits, account));
    }
  }

  private void ask(AskLimits limits, Account account) {
    Answer answer = limits.ask(account.name(), PATIENCE);
    if (answer instanceof Answer.Told told) {
      workplace
          .database()
          .transact(connection -> Accounts.keepLimits(connection, account.name(), told.limits()));
    } else if (answer instanceof Answer.NotTold notTold) {
      workplace
          .console()
          .err()
          .printf(
              "%s: %s; posts are measured by %s.%n",
              account.name(), notTold.words(), otherwise(account.limits()));
    }
  }

  private static String otherwise(@Nullable ServerLimits limits) {
    return limits == null
        ? "Mastodon's usual limits"
        : "the limits that its server gave " + limits.at().toString().substring(0, 10);
  }
}

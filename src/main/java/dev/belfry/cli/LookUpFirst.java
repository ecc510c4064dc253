package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.LinkCards;
import dev.belfry.post.AccountName;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Network;
import dev.belfry.post.Post;
import dev.belfry.publish.Findings;
import dev.belfry.publish.LookUp;
import dev.belfry.publish.LookUp.Looked;
import dev.belfry.publish.Publishers;
import dev.belfry.queue.LookedUp;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks up what a post is richer with before it is rendered: whom its mentions mean, what its links
 * lead to. Outside any transaction, in bounded time, and once a day for each thing; what is not
 * found is told and done without. {@code import} does without all of it: it may be given 100,000
 * posts.
 */
final class LookUpFirst {
  /** {@code off}: nothing is looked up. */
  private static final String VARIABLE = "BELFRY_LOOK_UPS";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Workplace workplace;

  LookUpFirst(Workplace workplace) {
    this.workplace = workplace;
  }

  /** For the accounts that somebody has named; what is no account's name is told elsewhere. */
  void forNamed(Post post, List<String> names) {
    forAccounts(post, names.stream().flatMap(LookUpFirst::parse).toList());
  }

  private static Stream<AccountName> parse(String name) {
    try {
      return Stream.of(AccountName.parse(name));
    } catch (InvalidInput e) {
      return Stream.of();
    }
  }

  /** For accounts whose posts are about to be rendered. */
  void forAccounts(Post post, List<AccountName> accounts) {
    if (workplace.environment(VARIABLE).equals("off")) {
      return;
    }
    Map<Network, AccountName> one = new LinkedHashMap<>();
    accounts.forEach(account -> one.merge(account.network(), account, LookUpFirst::live));
    one.values().forEach(account -> lookUp(post, account));
  }

  /** One that somebody may have logged in to. */
  private static AccountName live(AccountName one, AccountName other) {
    return one.dryRun() ? other : one;
  }

  private void lookUp(Post post, AccountName account) {
    Publishers publishers = workplace.publishers();
    Set<String> missing = new HashSet<>(publishers.renderer(account.network()).wants(post));
    if (missing.isEmpty()) {
      return;
    }
    workplace
        .database()
        .transact(
            connection -> {
              missing.removeAll(LookedUp.fresh(connection, missing).keySet());
              if (!LinkCards.are(connection, account)) {
                missing.removeIf(LookUp::isCard);
              }
            });
    if (missing.isEmpty()) {
      return;
    }
    Looked looked = publishers.lookUp(account.network()).find(account, missing, PATIENCE);
    if (!looked.found().isEmpty()) {
      workplace.database().transact(connection -> LookedUp.keep(connection, looked.found()));
    }
    looked.warnings().forEach(words -> workplace.console().err().println("belfry: " + words));
  }

  /** What is known for a post, on whichever of the accounts. */
  static Findings known(
      Connection connection, Publishers publishers, Post post, List<Account> accounts)
      throws SQLException {
    List<String> wanted = new ArrayList<>();
    for (Network network : accounts.stream().map(Account::network).distinct().toList()) {
      wanted.addAll(publishers.renderer(network).wants(post));
    }
    return wanted.isEmpty()
        ? Findings.NONE
        : new Findings(LookedUp.of(connection, wanted), LinkCards.off(connection));
  }
}

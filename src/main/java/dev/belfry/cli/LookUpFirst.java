package dev.belfry.cli;

import dev.belfry.account.LinkCards;
import dev.belfry.post.AccountName;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Network;
import dev.belfry.post.Post;
import dev.belfry.publish.LookUp;
import dev.belfry.publish.LookUp.Looked;
import dev.belfry.queue.LookedUp;
import dev.belfry.sql.Database;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks up what a post is richer with before it is rendered: whom its mentions mean, what its links
 * lead to. Outside any transaction, in bounded time, and once a day for each thing; what is not
 * found is asked for once, told and done without. {@code import}, which may be given 100,000 posts,
 * only looks up whom they mention ({@link ImportMentions}). Not thread-safe.
 */
final class LookUpFirst {
  /** {@code off}: nothing is looked up. */
  private static final String VARIABLE = "BELFRY_LOOK_UPS";

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Looked NOTHING = new Looked(Map.of(), List.of());

  private final Workplace workplace;
  private final Database database;
  private final Set<String> asked = new HashSet<>();
  private final Map<String, String> nobody = new LinkedHashMap<>();

  LookUpFirst(Workplace workplace) {
    this(workplace, workplace.database());
  }

  /**
   * @param database where it is kept what was found, by transactions of its own
   */
  LookUpFirst(Workplace workplace, Database database) {
    this.workplace = workplace;
    this.database = database;
  }

  /**
   * For the accounts that somebody has named; what is no account's name is told elsewhere.
   *
   * @return the mentions that mean nobody, as they are written: for each a sentence on what becomes
   *     of it, which is not told yet
   */
  Map<String, String> forNamed(Post post, List<String> names) {
    return find(post, names.stream().flatMap(LookUpFirst::parse).toList());
  }

  /** The networks of accounts that somebody has named. */
  static Set<Network> networks(List<String> names) {
    return names.stream()
        .flatMap(LookUpFirst::parse)
        .map(AccountName::network)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The account of that name; what is none is told elsewhere. */
  static Stream<AccountName> parse(String name) {
    try {
      return Stream.of(AccountName.parse(name));
    } catch (InvalidInput e) {
      return Stream.of();
    }
  }

  /** For accounts for which a post is about to be shown. */
  void forAccounts(Post post, List<AccountName> accounts) {
    find(post, accounts).values().forEach(this::tell);
  }

  /** Tells a person of what was not found. */
  void tell(String sentence) {
    workplace.console().tell(sentence);
  }

  private Map<String, String> find(Post post, List<AccountName> accounts) {
    Map<String, String> absent = new LinkedHashMap<>();
    Map<Network, AccountName> one = new LinkedHashMap<>();
    accounts.forEach(account -> one.merge(account.network(), account, LookUpFirst::live));
    one.values().forEach(account -> lookUp(post, account, absent));
    return absent;
  }

  /** One that somebody may have logged in to. */
  static AccountName live(AccountName one, AccountName other) {
    return one.dryRun() ? other : one;
  }

  private void lookUp(Post post, AccountName account, Map<String, String> absent) {
    Set<String> wants = workplace.publishers().renderer(account.network()).wants(post);
    Looked looked = lookUp(account, wants, PATIENCE);
    nobody.putAll(looked.absent());
    looked.warnings().forEach(this::tell);
    nobody.forEach(
        (mention, sentence) -> {
          if (wants.stream().anyMatch(name -> LookUp.isMeant(name, mention))) {
            absent.put(mention, sentence);
          }
        });
  }

  /**
   * Looks up what is neither known nor was asked for before.
   *
   * @param names as {@link dev.belfry.publish.Renderer#wants} gives them
   */
  Looked lookUp(AccountName account, Set<String> names, Duration within) {
    Set<String> missing = new LinkedHashSet<>(names);
    missing.removeAll(asked);
    if (missing.isEmpty() || workplace.environment(VARIABLE).equals("off")) {
      return NOTHING;
    }
    database.transact(
        connection -> {
          missing.removeAll(LookedUp.fresh(connection, missing).keySet());
          if (!LinkCards.are(connection, account)) {
            missing.removeIf(LookUp::isCard);
          }
        });
    if (missing.isEmpty()) {
      return NOTHING;
    }
    asked.addAll(missing);
    Looked looked = workplace.publishers().lookUp(account.network()).find(account, missing, within);
    if (!looked.found().isEmpty()) {
      database.transact(connection -> LookedUp.keep(connection, looked.found()));
    }
    return looked;
  }
}

package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.compose.RawPost;
import dev.belfry.post.AccountName;
import dev.belfry.post.CheckName;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.Problem;
import dev.belfry.post.Terms;
import dev.belfry.publish.Findings;
import dev.belfry.publish.LookUp;
import dev.belfry.publish.LookUp.Looked;
import dev.belfry.queue.LookedUp;
import dev.belfry.sql.Database;
import dev.belfry.sql.OneSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom the posts of a file mention: looked up some posts at a time before these are rendered, each
 * name once, in half a minute all together. Keeps what it finds over a connection of its own, for
 * the file's posts may come to nothing. Not thread-safe.
 */
final class ImportMentions implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_ASKED = 500;
  private static final int MOST_TOLD = 10;

  /** What is asked of one network for some posts. */
  private static final class Asked {
    /** Those that nobody has mentioned before. */
    private final Set<String> names = new LinkedHashSet<>();

    /** Of all names that must be somebody's, the first post with each. */
    private final Map<String, String> places = new LinkedHashMap<>();

    private AccountName account;

    Asked(AccountName account) {
      this.account = account;
    }
  }

  private final Workplace workplace;
  private final AskedChecks checks;
  private final Set<String> names = new HashSet<>();
  private final Map<String, String> found = new HashMap<>();

  /** The names that are nobody's, with the mentions as they are written. */
  private final Map<String, String> nobody = new HashMap<>();

  private Duration left = PATIENCE;
  private int warnings;
  private boolean isAnyLeft;
  private @Nullable OneSession session;

  ImportMentions(Workplace workplace, AskedChecks checks) {
    this.workplace = workplace;
    this.checks = checks;
  }

  /** Most posts mention nobody, and to look for who is meant takes longer than all the rest. */
  static boolean mayMention(RawPost post) {
    return post.parts().stream()
        .anyMatch(
            part ->
                part.text().indexOf('@') >= 0
                    || part.wording().values().stream().anyMatch(text -> text.indexOf('@') >= 0));
  }

  /**
   * A post, and to whom it goes.
   *
   * @param where where it stands
   */
  record Addressed(String where, Post post, List<Account> to) {
    static Addressed of(RawPost raw, List<Account> to) {
      List<Part> parts =
          raw.parts().stream()
              .map(part -> new Part(part.text(), part.wording(), List.of()))
              .toList();
      return new Addressed(
          raw.where(), new Post(parts).on(new Terms(null, raw.terms().skips())), to);
    }
  }

  /**
   * Looks up whom they mention.
   *
   * @return a problem for each name that is nobody's, at the first post with it
   */
  List<Problem> lookUp(List<Addressed> posts) {
    Map<Network, Asked> asked = new EnumMap<>(Network.class);
    posts.forEach(each -> note(each, asked));
    List<Problem> problems = new ArrayList<>();
    asked.values().forEach(each -> lookUp(each, problems));
    return problems;
  }

  private void note(Addressed addressed, Map<Network, Asked> asked) {
    Post post = addressed.post();
    boolean isChecked = checks.make(CheckName.MENTION, post.terms());
    Map<Network, AccountName> to = new EnumMap<>(Network.class);
    addressed
        .to()
        .forEach(account -> to.merge(account.network(), account.name(), LookUpFirst::live));
    to.forEach(
        (network, account) -> {
          Asked its = asked.computeIfAbsent(network, absent -> new Asked(account));
          its.account = LookUpFirst.live(its.account, account);
          for (String name : workplace.publishers().renderer(network).wants(post)) {
            if (!LookUp.isCard(name)) {
              note(name, isChecked ? addressed.where() : null, its);
            }
          }
        });
  }

  /**
   * Notes a name that is mentioned.
   *
   * @param place of the post that it must be somebody's in; null: it need not be
   */
  private void note(String name, @Nullable String place, Asked its) {
    if (names.size() == MOST_ASKED && !names.contains(name)) {
      isAnyLeft = true;
      return;
    }
    if (names.add(name)) {
      its.names.add(name);
    }
    if (place != null) {
      its.places.putIfAbsent(name, place);
    }
  }

  private void lookUp(Asked asked, List<Problem> problems) {
    Set<String> wanted = asked.names;
    if (!wanted.isEmpty()) {
      Database database = database();
      Instant start = workplace.clock().instant();
      Looked looked = new LookUpFirst(workplace, database).lookUp(asked.account, wanted, left);
      left = left.minus(Duration.between(start, workplace.clock().instant()));
      left = left.isNegative() ? Duration.ZERO : left;
      found.putAll(database.lend(connection -> LookedUp.of(connection, wanted)));
      looked
          .absent()
          .forEach(
              (mention, sentence) ->
                  wanted.stream()
                      .filter(name -> LookUp.isMeant(name, mention))
                      .forEach(name -> noteNobody(name, mention, sentence, asked)));
      looked.warnings().forEach(this::warn);
    }
    asked.places.forEach(
        (name, place) -> {
          String mention = nobody.remove(name);
          if (mention != null) {
            problems.add(new Problem(place, LookOutside.nobody(mention)));
          }
        });
  }

  private void noteNobody(String name, String mention, String sentence, Asked asked) {
    nobody.put(name, mention);
    if (!asked.places.containsKey(name)) {
      warn(sentence);
    }
  }

  private Database database() {
    OneSession open = session;
    if (open == null) {
      open = workplace.newSession();
      session = open;
    }
    return new Database(open);
  }

  /** What was found so far. */
  Findings findings() {
    return new Findings(found, Set.of());
  }

  private void warn(String sentence) {
    if (++warnings <= MOST_TOLD) {
      tell(sentence);
    }
  }

  /** Tells what was not told yet. */
  void tellRest() {
    if (warnings > MOST_TOLD) {
      tell("and so with %d more".formatted(warnings - MOST_TOLD));
    }
    if (isAnyLeft) {
      tell("only the first %d names that are mentioned were looked up".formatted(MOST_ASKED));
    }
    warnings = 0;
    isAnyLeft = false;
  }

  private void tell(String sentence) {
    workplace.console().tell(sentence);
  }

  @Override
  public void close() {
    OneSession open = session;
    if (open != null) {
      open.close();
      session = null;
    }
  }
}

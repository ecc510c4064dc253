package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.cli.terminal.VisibleText;
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
    private final Set<String> names = new LinkedHashSet<>();

    /** Of the names that must be somebody's, the first post with each. */
    private final Map<String, String> places = new LinkedHashMap<>();

    private AccountName account;

    Asked(AccountName account) {
      this.account = account;
    }
  }

  private final Workplace workplace;
  private final AskedChecks checks;
  private final Set<String> names = new LinkedHashSet<>();
  private final Map<String, String> found = new HashMap<>();

  /** The names that are nobody's, with the mentions as they are written. */
  private final Map<String, String> nobody = new HashMap<>();

  private Duration left = PATIENCE;
  private int warnings;
  private boolean isAnyLeft;
  private @Nullable OneSession session;
  private @Nullable LookUpFirst first;

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

  /** A post, and to whom it goes. */
  record Addressed(RawPost post, List<Account> to) {}

  /**
   * Looks up whom they mention.
   *
   * @return a problem for each name that is nobody's, at the first post with it
   */
  List<Problem> lookUp(List<Addressed> posts) {
    Map<Network, Asked> asked = new EnumMap<>(Network.class);
    posts.forEach(each -> each.to().forEach(account -> note(each.post(), account, asked)));
    List<Problem> problems = new ArrayList<>();
    asked.values().forEach(each -> lookUp(each, problems));
    return problems;
  }

  private void note(RawPost post, Account account, Map<Network, Asked> asked) {
    Network network = account.network();
    Post words =
        new Post(
            post.parts().stream()
                .map(part -> new Part(part.text(), part.wording(), List.of()))
                .toList());
    Asked its = asked.computeIfAbsent(network, absent -> new Asked(account.name()));
    its.account = LookUpFirst.live(its.account, account.name());
    boolean isChecked = checks.make(CheckName.MENTION, new Terms(null, post.terms().skips()));
    for (String name : workplace.publishers().renderer(network).wants(words)) {
      if (LookUp.isCard(name)) {
        continue;
      }
      if (names.contains(name) || names.size() < MOST_ASKED) {
        names.add(name);
        its.names.add(name);
        if (isChecked) {
          its.places.putIfAbsent(name, post.where());
        }
      } else {
        isAnyLeft = true;
      }
    }
  }

  private void lookUp(Asked asked, List<Problem> problems) {
    Set<String> wanted = new LinkedHashSet<>(asked.names);
    wanted.removeAll(found.keySet());
    if (!wanted.isEmpty()) {
      Database database = database();
      Instant start = workplace.clock().instant();
      Looked looked = first(database).lookUp(asked.account, wanted, left);
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

  private LookUpFirst first(Database database) {
    LookUpFirst kept = first;
    if (kept == null) {
      kept = new LookUpFirst(workplace, database);
      first = kept;
    }
    return kept;
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
  }

  private void tell(String sentence) {
    workplace.console().err().println("belfry: " + VisibleText.oneLine(sentence));
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

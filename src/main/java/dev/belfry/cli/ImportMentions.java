package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.cli.terminal.VisibleText;
import dev.belfry.compose.ProblemList;
import dev.belfry.post.AccountName;
import dev.belfry.post.CheckName;
import dev.belfry.post.Network;
import dev.belfry.post.Post;
import dev.belfry.post.Problem;
import dev.belfry.publish.LookUp;
import dev.belfry.publish.LookUp.Looked;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whom the posts of a file mention, each with the first post that does: looked up all together when
 * the file is read, each once and for half a minute at the most. Not thread-safe.
 */
final class ImportMentions {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_ASKED = 500;
  private static final int MOST_TOLD = 10;

  private final Workplace workplace;
  private final AskedChecks asked;
  private final Map<Network, AccountName> accounts = new EnumMap<>(Network.class);
  private final Map<Network, Map<String, String>> places = new EnumMap<>(Network.class);
  private boolean isAnyLeft;

  ImportMentions(Workplace workplace, AskedChecks asked) {
    this.workplace = workplace;
    this.asked = asked;
  }

  /** Notes whom the post mentions, which goes to these accounts. */
  void add(String where, Post post, List<Account> to) {
    if (!asked.make(CheckName.MENTION, post.terms())) {
      return;
    }
    for (Account account : to) {
      Network network = account.network();
      // Most posts mention nobody, and to look for their links would take longer than the rest.
      if (post.parts().stream().anyMatch(part -> part.text(network).indexOf('@') >= 0)) {
        accounts.merge(network, account.name(), LookUpFirst::live);
        Map<String, String> names = places.computeIfAbsent(network, n -> new LinkedHashMap<>());
        workplace.publishers().renderer(network).wants(post).stream()
            .filter(name -> !LookUp.isCard(name))
            .forEach(name -> add(where, name, names));
      }
    }
  }

  private void add(String where, String name, Map<String, String> names) {
    if (names.size() < MOST_ASKED) {
      names.putIfAbsent(name, where);
    } else if (!names.containsKey(name)) {
      isAnyLeft = true;
    }
  }

  /** Looks them up, and adds a problem for each that is nobody. */
  void ask(ProblemList problems) {
    accounts.forEach(
        (network, account) -> ask(account, places.getOrDefault(network, Map.of()), problems));
    if (isAnyLeft) {
      tell("only the first %d names that are mentioned were looked up".formatted(MOST_ASKED));
    }
  }

  private void ask(AccountName account, Map<String, String> names, ProblemList problems) {
    Looked looked = new LookUpFirst(workplace).lookUp(account, names.keySet(), PATIENCE);
    looked
        .absent()
        .keySet()
        .forEach(
            mention ->
                problems.add(new Problem(place(names, mention), LookOutside.nobody(mention))));
    looked.warnings().stream().limit(MOST_TOLD).forEach(this::tell);
    if (looked.warnings().size() > MOST_TOLD) {
      tell("and so with %d more".formatted(looked.warnings().size() - MOST_TOLD));
    }
  }

  private static String place(Map<String, String> names, String mention) {
    return names.entrySet().stream()
        .filter(each -> LookUp.isMeant(each.getKey(), mention))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private void tell(String sentence) {
    workplace.console().err().println("belfry: " + VisibleText.oneLine(sentence));
  }
}

package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.compose.ProblemList;
import dev.belfry.post.CheckName;
import dev.belfry.post.Post;
import dev.belfry.post.Problem;
import dev.belfry.publish.AskLinks.Answer;
import dev.belfry.publish.AskLinks.Leads;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The links of the posts of a file, each with the first post that has it: asked all together when
 * the file is read, for a minute at the most. Not thread-safe.
 */
final class ImportLinks {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int MOST_ASKED = 2_000;
  private static final int MOST_TOLD = 20;

  private final Workplace workplace;
  private final AskedChecks asked;
  private final Map<String, String> places = new LinkedHashMap<>();
  private long left;

  ImportLinks(Workplace workplace, AskedChecks asked) {
    this.workplace = workplace;
    this.asked = asked;
  }

  /** Notes the links of the post, which goes to these accounts. */
  void add(String where, Post post, List<Account> to) {
    if (!asked.make(CheckName.LINKS, post.terms())) {
      return;
    }
    for (String link : CheckLinks.in(post, to.stream().map(Account::network).toList())) {
      if (places.size() < MOST_ASKED) {
        places.putIfAbsent(link, where);
      } else if (!places.containsKey(link)) {
        left++;
      }
    }
  }

  /** Asks them, and adds a problem for each that leads nowhere. */
  void ask(ProblemList problems) {
    if (places.isEmpty()) {
      return;
    }
    long unsure = left;
    Map<String, Answer> answers = new CheckLinks(workplace).ask(places.keySet(), PATIENCE);
    for (Map.Entry<String, Answer> each : answers.entrySet()) {
      String link = each.getKey();
      String place = places.getOrDefault(link, "");
      if (each.getValue().leads() == Leads.NOWHERE) {
        problems.add(new Problem(place, LookOutside.nowhere(link, each.getValue())));
      } else if (++unsure <= MOST_TOLD) {
        tell(place + ": " + LookOutside.unsure(link, each.getValue()));
      }
    }
    if (unsure > MOST_TOLD) {
      tell("nobody can tell where %d links lead, or there was no time to ask".formatted(unsure));
    }
  }

  private void tell(String sentence) {
    workplace.console().tell(sentence);
  }
}

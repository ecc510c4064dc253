package dev.belfry.cli;

import dev.belfry.post.CheckName;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.Problem;
import dev.belfry.publish.AskLinks.Answer;
import dev.belfry.publish.AskLinks.Leads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Makes those checks of a post that ask on the Internet: of whom it mentions, and of its links. */
final class LookOutside {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Workplace workplace;
  private final BeforeQueueing checks;
  private final LookUpFirst lookUp;

  LookOutside(Workplace workplace, BeforeQueueing checks) {
    this.workplace = workplace;
    this.checks = checks;
    this.lookUp = new LookUpFirst(workplace);
  }

  /**
   * Looks up on the Internet what the post is richer with, and makes those checks that ask there.
   * Outside any transaction, in bounded time.
   *
   * @param accounts where the post goes, by name
   * @param isQueued whether it is about to be queued: otherwise what is found is told here
   * @return what stands in the way
   */
  List<Problem> look(Post post, List<String> accounts, boolean isQueued) {
    Map<String, String> absent = lookUp.forNamed(post, accounts);
    List<Problem> problems = new ArrayList<>();
    if (isQueued && checks.makes(post).test(CheckName.MENTION)) {
      absent.keySet().forEach(mention -> problems.add(nobody(post, mention)));
    } else {
      absent.values().forEach(lookUp::tell);
    }
    if (checks.makes(post).test(CheckName.LINKS)) {
      problems.addAll(links(post, LookUpFirst.networks(accounts), isQueued));
    }
    return problems;
  }

  private static Problem nobody(Post post, String mention) {
    Predicate<Part> names = part -> part.text(Network.BLUESKY).contains(mention);
    return new Problem(place(post, names), nobody(mention));
  }

  static String nobody(String mention) {
    return "nobody on Bluesky is %s; correct it%s"
        .formatted(mention, CheckName.MENTION.unlessMeant());
  }

  private List<Problem> links(Post post, Set<Network> networks, boolean isQueued) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Answer> answers =
        new CheckLinks(workplace).ask(CheckLinks.in(post, networks), PATIENCE);
    answers.forEach(
        (link, answer) -> {
          String place = place(post, part -> CheckLinks.in(part, networks).contains(link));
          if (answer.leads() == Leads.NOWHERE) {
            problems.add(new Problem(place, nowhere(link, answer)));
          } else {
            checks.tell(unsure(link, answer));
          }
        });
    if (isQueued) {
      return problems;
    }
    problems.forEach(problem -> checks.tell(problem.toString()));
    return List.of();
  }

  static String nowhere(String link, Answer answer) {
    return "%s leads nowhere: %s; correct it%s"
        .formatted(link, answer.words(), CheckName.LINKS.unlessMeant());
  }

  static String unsure(String link, Answer answer) {
    return "nobody can tell where %s leads: %s".formatted(link, answer.words());
  }

  /** A post of one part needs no word on which part is meant. */
  private static String place(Post post, Predicate<Part> isMeant) {
    for (int i = 0; post.isThread() && i < post.parts().size(); i++) {
      if (isMeant.test(post.parts().get(i))) {
        return "part " + (i + 1);
      }
    }
    return "";
  }
}

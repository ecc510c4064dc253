package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.post.CheckName;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.post.Problem;
import dev.belfry.queue.SameTexts;
import dev.belfry.queue.SameTexts.Same;
import dev.belfry.queue.SameTexts.Wanted;
import dev.belfry.queue.UntouchedShowings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks that no account gets a text that it gets already, or got. */
final class CheckSameText {
  /**
   * A text that an account is to get.
   *
   * @param where where its post stands among those that are taken in; empty where it is alone
   */
  record Text(String where, Account account, Wanted wanted) {}

  private final Workplace workplace;
  private final AskedChecks asked;
  private final Set<PostId> leaving;

  /**
   * @param leaving posts that are about to leave the queue, whose texts may be taken up
   */
  CheckSameText(Workplace workplace, AskedChecks asked, Set<PostId> leaving) {
    this.workplace = workplace;
    this.asked = asked;
    this.leaving = leaving;
  }

  /** What is looked for: nothing where the check is not made of the post. */
  List<Text> textsOf(String where, Post post, List<Going> going) {
    List<Text> texts = new ArrayList<>();
    if (asked.make(CheckName.SAME_TEXT, post.terms())) {
      for (Going each : going) {
        Long digest = each.digest();
        if (digest != null) {
          texts.add(new Text(where, each.account(), new Wanted(digest, each.at())));
        }
      }
    }
    return texts;
  }

  /** Waits for whoever is just queueing one of the texts, and has others wait. */
  void lock(Connection connection, List<Text> texts) throws SQLException {
    SameTexts.lock(connection, texts.stream().map(Text::wanted).toList());
  }

  /**
   * Which accounts get one of the texts already, or got it: the nearest of each. What evergreen
   * sets were to show of them gives way, in the transaction in which they are queued.
   *
   * @param own the post, where it is saved already; null: a new one
   */
  List<Problem> find(Connection connection, List<Text> texts, @Nullable PostId own)
      throws SQLException {
    List<Wanted> wanted = texts.stream().map(Text::wanted).toList();
    List<Same> found = SameTexts.find(connection, wanted, own, asked.settings().sameTextDays());
    Set<PostId> gone = giveWay(connection, found);
    List<Problem> problems = new ArrayList<>();
    Set<Integer> told = new HashSet<>();
    for (Same same : found) {
      boolean leaves = leaving.contains(same.post()) && !same.published();
      if (!leaves && !gone.contains(same.post()) && told.add(same.wanted())) {
        Text text = texts.get(same.wanted());
        problems.add(new Problem(text.where(), sentence(text.account(), same)));
      }
    }
    return problems;
  }

  private Set<PostId> giveWay(Connection connection, List<Same> found) throws SQLException {
    Set<PostId> evergreen =
        found.stream().filter(Same::evergreen).map(Same::post).collect(Collectors.toSet());
    return evergreen.isEmpty()
        ? Set.of()
        : UntouchedShowings.withdraw(connection, evergreen, workplace.actor());
  }

  private String sentence(Account account, Same same) {
    return "%s %s the same text at %s (post %s); change it%s"
        .formatted(
            account.name(),
            same.published() ? "got" : "gets",
            Times.local(same.at(), account.settings().zoneOr(workplace.zone())),
            same.post(),
            CheckName.SAME_TEXT.unlessMeant());
  }

  /** Where texts are gathered that are taken in together. */
  TextsTogether textsTogether() {
    return new TextsTogether(Duration.ofDays(asked.settings().sameTextDays()));
  }

  /** Who gets a text twice by what is taken in together. */
  static List<Problem> together(TextsTogether gathered, List<Text> texts) {
    List<Problem> problems = new ArrayList<>();
    for (Text text : texts) {
      gathered
          .sameOrAdd(text.wanted().digest(), text.wanted().at(), text.where())
          .ifPresent(
              other ->
                  problems.add(
                      new Problem(
                          "",
                          "%s gets the text of %s, too; change it%s"
                              .formatted(
                                  text.account().name(),
                                  other,
                                  CheckName.SAME_TEXT.unlessMeant()))));
    }
    return problems;
  }
}

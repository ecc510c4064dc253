package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.cli.terminal.VisibleText;
import dev.belfry.compose.checks.CheckWords;
import dev.belfry.post.CheckName;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Network;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.post.Problem;
import dev.belfry.publish.Target;
import dev.belfry.queue.SameTexts;
import dev.belfry.queue.SameTexts.Same;
import dev.belfry.queue.SameTexts.Wanted;
import dev.belfry.schedule.Moment;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks what is about to be queued; of what is not, it only says what it finds. */
final class BeforeQueueing {
  /**
   * A post on its way into the queue.
   *
   * @param at when it is to go out
   * @param digest of the account and the text that it gets; null where there is no text
   */
  record Going(Account account, Instant at, @Nullable Long digest) {
    /** Those of the targets that have a time. */
    static List<Going> of(List<Target> targets) {
      List<Going> going = new ArrayList<>();
      for (Target target : targets) {
        Moment when = target.when();
        if (when != null) {
          going.add(new Going(target.account(), when.instant(), target.digest()));
        }
      }
      return going;
    }
  }

  private final Workplace workplace;
  private final AskedChecks asked;
  private final Set<PostId> leaving;

  BeforeQueueing(Workplace workplace, AskedChecks asked) {
    this(workplace, asked, Set.of());
  }

  /**
   * @param leaving posts that are about to leave the queue, whose texts may be taken up
   */
  BeforeQueueing(Workplace workplace, AskedChecks asked, Set<PostId> leaving) {
    this.workplace = workplace;
    this.asked = asked;
    this.leaving = leaving;
  }

  AskedChecks asked() {
    return asked;
  }

  /** Which checks are made of the post. */
  Predicate<CheckName> makes(Post post) {
    return check -> asked.make(check, post.terms());
  }

  /**
   * Checks a post, in the transaction in which it is queued. Of two that queue the same text at
   * once the second waits for the first, and finds it.
   *
   * @param own the post, where it is saved already; null: a new one
   * @param outside what {@link LookOutside} has found
   * @throws InvalidInput with everything that is found
   */
  void check(
      Connection connection,
      Post post,
      @Nullable PostId own,
      List<Going> going,
      List<Problem> outside)
      throws SQLException {
    lock(connection, post, going);
    List<Problem> problems = find(connection, post, own, going, outside);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  /**
   * What stands in the way of a post. Who queues many at once does not wait for others that queue
   * the same text in the same moment.
   *
   * @param own the post, where it is saved already; null: a new one
   * @param outside what {@link LookOutside} has found
   */
  List<Problem> find(
      Connection connection,
      Post post,
      @Nullable PostId own,
      List<Going> going,
      List<Problem> outside)
      throws SQLException {
    if (going.isEmpty()) {
      return List.of();
    }
    Set<Problem> problems = new LinkedHashSet<>(words(post, going));
    problems.addAll(outside);
    problems.addAll(embargo(post, going));
    problems.addAll(same(connection, post, own, going));
    return List.copyOf(problems);
  }

  /** Waits for whoever is just queueing the same text, and has others wait. */
  void lock(Connection connection, Post post, List<Going> going) throws SQLException {
    SameTexts.lock(connection, textsOf(post, going).stream().map(Text::wanted).toList());
  }

  /** Which accounts get the same text already, or got it: the nearest of each. */
  List<Problem> same(Connection connection, Post post, @Nullable PostId own, List<Going> going)
      throws SQLException {
    List<Problem> problems = new ArrayList<>();
    Set<Integer> told = new HashSet<>();
    List<Text> texts = textsOf(post, going);
    for (Same same : find(connection, texts.stream().map(Text::wanted).toList(), own)) {
      boolean leaves = leaving.contains(same.post()) && !same.published();
      if (!leaves && told.add(same.wanted())) {
        problems.add(new Problem("", same(texts.get(same.wanted()).account(), same)));
      }
    }
    return problems;
  }

  /** What says the same as one of them, the nearest first. */
  List<Same> find(Connection connection, List<Wanted> wanted, @Nullable PostId own)
      throws SQLException {
    return SameTexts.find(connection, wanted, own, asked.settings().sameTextDays());
  }

  /**
   * Checks a post of which copies are queued from now on, as it repeats. That accounts get the same
   * text is what is meant, and none is queued before the embargo is over.
   *
   * @throws InvalidInput with everything that is found
   */
  void checkCopies(Post post, List<Account> accounts, List<Problem> outside) {
    List<Problem> problems = findInCopies(post, accounts, outside);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  /** What stands in the way of copies of a post. */
  List<Problem> findInCopies(Post post, List<Account> accounts, List<Problem> outside) {
    Set<Problem> problems =
        new LinkedHashSet<>(
            CheckWords.of(
                post, accounts.stream().map(Account::network).distinct().toList(), makes(post)));
    problems.addAll(outside);
    return List.copyOf(problems);
  }

  /** What can't be meant of what the accounts get. */
  List<Problem> words(Post post, List<Going> going) {
    return CheckWords.of(
        post,
        going.stream().map(each -> each.account().network()).distinct().toList(),
        makes(post));
  }

  /** Which accounts would get the post before its embargo is over. */
  List<Problem> embargo(Post post, List<Going> going) {
    if (!makes(post).test(CheckName.EMBARGO)) {
      return List.of();
    }
    return going.stream()
        .filter(each -> post.terms().forbid(each.at()))
        .map(each -> new Problem("not-before", early(each, post.terms().notBefore())))
        .toList();
  }

  private String early(Going going, @Nullable Instant notBefore) {
    ZoneId zone = zone(going.account());
    return "%s would get it at %s, and its embargo is over at %s; name a later time%s"
        .formatted(
            going.account().name(),
            Times.local(going.at(), zone),
            notBefore == null ? "" : Times.local(notBefore, zone),
            CheckName.EMBARGO.unlessMeant());
  }

  /** A text that an account is to get, and that is looked for among those that it has had. */
  record Text(Account account, Wanted wanted) {}

  /** What is looked for: nothing where that check is not made. */
  List<Text> textsOf(Post post, List<Going> going) {
    List<Text> texts = new ArrayList<>();
    if (makes(post).test(CheckName.SAME_TEXT)) {
      for (Going each : going) {
        Long digest = each.digest();
        if (digest != null) {
          texts.add(new Text(each.account(), new Wanted(digest, each.at())));
        }
      }
    }
    return texts;
  }

  /** The sentence on an account that has the same text. */
  String same(Account account, Same same) {
    return "%s %s the same text at %s (post %s); change it%s"
        .formatted(
            account.name(),
            same.published() ? "got" : "gets",
            Times.local(same.at(), zone(account)),
            same.post(),
            CheckName.SAME_TEXT.unlessMeant());
  }

  private ZoneId zone(Account account) {
    @Nullable ZoneId zone = account.settings().zone();
    return zone == null ? workplace.zone() : zone;
  }

  /**
   * Who gets a text twice by what is taken in together.
   *
   * @param place where the post stands
   */
  List<Problem> together(TextsTogether texts, String place, Post post, List<Going> going) {
    List<Problem> problems = new ArrayList<>();
    for (Text text : textsOf(post, going)) {
      texts
          .sameOrAdd(text.wanted().digest(), text.wanted().at(), place)
          .ifPresent(other -> problems.add(new Problem("", sameAs(text.account(), other))));
    }
    return problems;
  }

  private static String sameAs(Account account, String other) {
    return "%s gets the text of %s, too; change it%s"
        .formatted(account.name(), other, CheckName.SAME_TEXT.unlessMeant());
  }

  /** Where texts are gathered that are taken in together. */
  TextsTogether textsTogether() {
    return new TextsTogether(Duration.ofDays(asked.settings().sameTextDays()));
  }

  /** Tells of a post that is not queued now what would keep it from being. */
  void tellOfDraft(Post post, List<Target> targets) {
    List<Network> networks =
        targets.isEmpty()
            ? Stream.of(Network.values()).toList()
            : targets.stream().map(each -> each.account().network()).distinct().toList();
    CheckWords.of(post, networks, makes(post)).forEach(problem -> tell(problem.toString()));
  }

  void tell(String sentence) {
    workplace.console().err().println("belfry: " + VisibleText.oneLine(sentence));
  }
}

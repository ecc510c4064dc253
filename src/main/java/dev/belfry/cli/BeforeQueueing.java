package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.compose.checks.CheckWords;
import dev.belfry.post.CheckName;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Network;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.post.Problem;
import dev.belfry.publish.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks what is about to be queued; of what is not, it only says what it finds. */
final class BeforeQueueing {
  private final Workplace workplace;
  private final AskedChecks asked;
  private final CheckSameText sameText;

  BeforeQueueing(Workplace workplace, AskedChecks asked) {
    this(workplace, asked, Set.of());
  }

  /**
   * @param leaving posts that are about to leave the queue, whose texts may be taken up
   */
  BeforeQueueing(Workplace workplace, AskedChecks asked, Set<PostId> leaving) {
    this.workplace = workplace;
    this.asked = asked;
    this.sameText = new CheckSameText(workplace, asked, leaving);
  }

  AskedChecks asked() {
    return asked;
  }

  CheckSameText sameText() {
    return sameText;
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
    sameText.lock(connection, sameText.textsOf("", post, going));
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
    problems.addAll(sameText.find(connection, sameText.textsOf("", post, going), own));
    return List.copyOf(problems);
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
    ZoneId zone = going.account().settings().zoneOr(workplace.zone());
    return "%s would get it at %s, and its embargo is over at %s; name a later time%s"
        .formatted(
            going.account().name(),
            Times.local(going.at(), zone),
            notBefore == null ? "" : Times.local(notBefore, zone),
            CheckName.EMBARGO.unlessMeant());
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
    workplace.console().tell(sentence);
  }
}

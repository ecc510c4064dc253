package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.cli.CheckSameText.Text;
import dev.belfry.cli.SaveEdit.Edit;
import dev.belfry.compose.checks.TextDigest;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Post;
import dev.belfry.post.Problem;
import dev.belfry.publish.Target;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.queue.Unchecked;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what an edit leaves in the queue, or puts there. What stood in the queue before and stays
 * as it was is not asked about again: it was meant, or is no worse than it was.
 */
final class CheckEdit {
  private final BeforeQueueing checks;
  private final List<Problem> outside;
  private final boolean oneOfMany;

  /**
   * @param outside what the checks have found that ask on the Internet
   * @param oneOfMany whether many posts are queued in the transaction, which holds nobody up who
   *     queues the same text at the same moment
   */
  CheckEdit(BeforeQueueing checks, List<Problem> outside, boolean oneOfMany) {
    this.checks = checks;
    this.outside = outside;
    this.oneOfMany = oneOfMany;
  }

  Unchecked unchecked(Post post) {
    return checks.asked().unchecked(post.terms());
  }

  /**
   * Checks it, in the transaction in which it is saved.
   *
   * @param there what the post is for already
   * @param targets every account that it is for from now on, with its new time where it has one
   * @throws InvalidInput with everything that is found
   */
  void check(
      Connection connection, Edit edit, Map<Account, StoredDelivery> there, List<Target> targets)
      throws SQLException {
    Post before = edit.seen().post();
    Post after = edit.composed().post();
    List<Going> queued = Going.of(targets);
    List<Going> waiting = waiting(there, targets);
    Set<Problem> problems = new LinkedHashSet<>(find(connection, edit, queued));
    if (!before.equals(after)) {
      List<Problem> words = new ArrayList<>(checks.words(after, waiting));
      words.removeAll(checks.words(before, waiting));
      problems.addAll(words);
      problems.addAll(waiting.isEmpty() ? List.of() : outside);
      problems.addAll(same(connection, edit, waiting));
    }
    if (!Objects.equals(before.terms().notBefore(), after.terms().notBefore())) {
      problems.addAll(checks.embargo(after, waiting));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(List.copyOf(problems));
    }
  }

  /**
   * Checks what copies of the post, which are in the queue, say from now on.
   *
   * @throws InvalidInput with everything that is found and was not there before
   */
  void checkCopies(Edit edit, List<Account> accounts) {
    List<Problem> problems =
        new ArrayList<>(checks.findInCopies(edit.composed().post(), accounts, outside));
    problems.removeAll(checks.findInCopies(edit.seen().post(), accounts, List.of()));
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private List<Problem> find(Connection connection, Edit edit, List<Going> queued)
      throws SQLException {
    Post after = edit.composed().post();
    if (!oneOfMany) {
      CheckSameText sameText = checks.sameText();
      sameText.lock(connection, sameText.textsOf("", after, queued));
    }
    return checks.find(connection, after, edit.seen().id(), queued, outside);
  }

  /** For whom the text is another one now. */
  private List<Problem> same(Connection connection, Edit edit, List<Going> waiting)
      throws SQLException {
    Post before = edit.seen().post();
    Post after = edit.composed().post();
    List<Going> reworded =
        waiting.stream()
            .filter(
                each ->
                    !Objects.equals(TextDigest.of(before, each.account().name()), each.digest()))
            .toList();
    CheckSameText sameText = checks.sameText();
    List<Text> texts = sameText.textsOf("", after, reworded);
    if (!oneOfMany) {
      sameText.lock(connection, texts);
    }
    return sameText.find(connection, texts, edit.seen().id());
  }

  /** What waits and keeps its time. */
  private static List<Going> waiting(Map<Account, StoredDelivery> there, List<Target> targets) {
    List<Going> waiting = new ArrayList<>();
    for (Target target : targets) {
      @Nullable StoredDelivery delivery = there.get(target.account());
      @Nullable Instant dueAt = delivery == null ? null : delivery.dueAt();
      if (target.when() == null
          && delivery != null
          && dueAt != null
          && delivery.state().isWaiting()) {
        waiting.add(new Going(target.account(), dueAt, target.digest()));
      }
    }
    return waiting;
  }
}

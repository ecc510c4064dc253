package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.cli.SaveEdit.Edit;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.PostId;
import dev.belfry.publish.Target;
import dev.belfry.queue.LockPosts;
import dev.belfry.queue.Recurrences;
import dev.belfry.queue.RewordOccurrences;
import dev.belfry.queue.StoredRecurrence;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What becomes of a post's repetitions when somebody edits it. */
final class RewordRepeats {
  private final Workplace workplace;
  private final Recurrences recurrences = new Recurrences(QuartzCron::read);

  RewordRepeats(Workplace workplace) {
    this.workplace = workplace;
  }

  /**
   * When and where a post repeats is for {@code schedule --every} to say.
   *
   * @throws InvalidInput where a post that repeats is given a time or other accounts
   */
  void refuseOtherPlan(Connection connection, Edit edit) throws SQLException {
    PostId post = edit.seen().id();
    boolean goesElsewhere =
        !edit.after().to().isEmpty()
            && !Set.copyOf(edit.after().to()).equals(Set.copyOf(edit.before().to()));
    boolean hasOtherEmbargo =
        !Objects.equals(
            edit.composed().post().terms().notBefore(), edit.seen().post().terms().notBefore());
    // Nobody has it repeat, or repeat no more, until this is saved.
    LockPosts.toChange(connection, post);
    boolean repeats = recurrences.of(connection, post).isPresent();
    if (hasOtherEmbargo && repeats) {
      throw new InvalidInput(
          "not-before",
          "post %s repeats, and has times in the queue; say belfry unschedule %s first"
              .formatted(post, post));
    }
    if ((edit.moves() || goesElsewhere) && repeats) {
      throw new InvalidInput(
          edit.moves() ? "at" : "to",
          "post %s repeats; belfry schedule %s --every … says when and where"
              .formatted(post, post));
    }
  }

  /** Has what was made of it and has not begun say the same. */
  void reword(Connection connection, Edit edit, List<Target> targets, CheckEdit checks)
      throws SQLException {
    Optional<StoredRecurrence> rule = recurrences.of(connection, edit.seen().id());
    if (!edit.rewords() || rule.isEmpty()) {
      return;
    }
    List<Account> accounts = Recurrences.accounts(connection, rule.get());
    checks.checkCopies(edit, accounts);
    int unused =
        RewordOccurrences.reword(
            connection,
            rule.get(),
            edit.seen().post(),
            edit.composed().post(),
            targets.stream()
                .filter(each -> accounts.contains(each.account()))
                .map(Target::plan)
                .toList(),
            workplace.actor());
  }
}

package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.queue.ReadPost;
import dev.belfry.queue.Recurrences;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.queue.Unschedule;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code belfry unschedule 42}: takes a post out of the queue; it is a draft again. One that
 * repeats does so no more.
 */
final class UnscheduleCommand implements Command {
  private final Workplace workplace;

  UnscheduleCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Takes.parameter(0, "1", "POST", "Which post."));
    spec.addOption(Takes.many("--to", "ACCOUNT", "Only for this account; default: all."));
    Takes.examples(spec, "belfry unschedule 42");
  }

  @Override
  public ExitCode run(ParseResult given) {
    PostId post = TakesPost.of(given);
    List<String> to = given.matchedOptionValue("--to", List.of());
    Optional<Integer> deleted =
        workplace.database().inTransaction(connection -> unschedule(connection, post, to));
    String words =
        deleted.isEmpty()
            ? "Post %s is out of the queue; it is a draft again.%n".formatted(post)
            : "Post %s repeats no more; %s.%n".formatted(post, words(deleted.get()));
    workplace.console().out().print(words);
    return ExitCode.FINE;
  }

  private static String words(int deleted) {
    return switch (deleted) {
      case 0 -> "nothing of it was in the queue";
      case 1 -> "the one time that was in the queue is deleted";
      default -> "the %d times that were in the queue are deleted".formatted(deleted);
    };
  }

  /**
   * Ends the rule of a post that repeats, else takes the post itself out of the queue.
   *
   * @return how many times of the rule were deleted; empty where there was none
   */
  private Optional<Integer> unschedule(Connection connection, PostId post, List<String> to)
      throws SQLException {
    if (new Recurrences(QuartzCron::read).of(connection, post).isEmpty()) {
      takeOut(connection, post, to);
      return Optional.empty();
    }
    if (!to.isEmpty()) {
      throw new InvalidInput(
          "--to",
          "post %s repeats for all of its accounts; belfry schedule %s --every … --to … says for which"
              .formatted(post, post));
    }
    return Recurrences.end(connection, post, Instant.EPOCH, workplace.actor());
  }

  /** All that was asked for or nothing: a half-done answer would have to be read twice. */
  private void takeOut(Connection connection, PostId post, List<String> to) throws SQLException {
    List<Account> only = FindAccounts.named(connection, to);
    List<Long> waiting =
        ReadPost.read(connection, post).waiting().stream()
            .filter(each -> only.isEmpty() || only.contains(each.account()))
            .map(StoredDelivery::id)
            .toList();
    if (waiting.isEmpty()) {
      throw new NotPossible(
          "post %s is not in the queue; belfry show %s tells where it stands"
              .formatted(post, post));
    }
    if (Unschedule.unschedule(connection, waiting, workplace.actor()).size() < waiting.size()) {
      throw new NotPossible(
          "post %s is begun or in doubt, so it stays; belfry show %s tells where it stands"
              .formatted(post, post));
    }
  }
}

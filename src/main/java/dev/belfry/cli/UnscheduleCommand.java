package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.queue.ReadPost;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.queue.Unschedule;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry unschedule 42}: takes a post out of the queue; it is a draft again. */
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
    workplace.database().transact(connection -> unschedule(connection, post, to));
    workplace.console().out().printf("Post %s is out of the queue; it is a draft again.%n", post);
    return ExitCode.FINE;
  }

  /** All that was asked for or nothing: a half-done answer would have to be read twice. */
  private void unschedule(Connection connection, PostId post, List<String> to) throws SQLException {
    List<Account> only = FindAccounts.named(connection, to);
    List<Long> waiting =
        ReadPost.read(connection, post).deliveries().stream()
            .filter(each -> only.isEmpty() || only.contains(each.account()))
            .filter(each -> each.state().isWaiting())
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

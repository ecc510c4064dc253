package dev.belfry.cli;

import dev.belfry.post.PostId;
import dev.belfry.queue.MoveInQueue;
import dev.belfry.queue.MovedPost;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code belfry queue move 42 --before 17}: posts in slots trade them. */
final class QueueMoveCommand implements Command {
  private final Workplace workplace;

  QueueMoveCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Takes.parameter(0, "1", "POST", "A post that waits in a slot."));
    spec.addOption(
        Takes.one("--before", "POST", "The post whose slot it takes; the others move up."));
    Takes.examples(spec, "belfry queue move 42 --before 17");
  }

  @Override
  public ExitCode run(ParseResult given) {
    PostId post = TakesPost.of(given);
    @Nullable String other = given.matchedOptionValue("--before", null);
    if (other == null) {
      throw new ParameterException(
          given.commandSpec().commandLine(), "say before which post with --before");
    }
    PostId before = TakesPost.of(given, other);
    MoveInQueue move = new MoveInQueue(workplace.clock().instant(), workplace.actor());
    List<MovedPost> moved =
        workplace.database().inTransaction(connection -> move.move(connection, post, before));
    TellMoved.tell(workplace, moved);
    if (moved.isEmpty()) {
      workplace
          .console()
          .out()
          .printf("Post %s goes out before post %s already; nothing has changed.%n", post, before);
    }
    return ExitCode.FINE;
  }
}

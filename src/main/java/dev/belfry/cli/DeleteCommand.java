package dev.belfry.cli;

import dev.belfry.post.PostId;
import dev.belfry.queue.DeletePost;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry delete 42}. */
final class DeleteCommand implements Command {
  private final Workplace workplace;

  DeleteCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Takes.parameter(0, "1", "POST", "Which post."));
    Takes.examples(spec, "belfry delete 42");
  }

  @Override
  public ExitCode run(ParseResult given) {
    PostId post = TakesPost.of(given);
    workplace
        .database()
        .transact(connection -> DeletePost.delete(connection, post, workplace.actor()));
    workplace.console().out().printf("Post %s is deleted; its history stays.%n", post);
    return ExitCode.FINE;
  }
}

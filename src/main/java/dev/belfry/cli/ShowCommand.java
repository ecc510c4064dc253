package dev.belfry.cli;

import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.PostId;
import dev.belfry.queue.ReadPost;
import dev.belfry.queue.Recurrences;
import dev.belfry.queue.StoredPost;
import java.sql.Connection;
import java.sql.SQLException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry show 42}: what a post says, and where it stands with each of its accounts. */
final class ShowCommand implements Command {
  private final Workplace workplace;

  ShowCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Takes.parameter(0, "1", "POST", "Which post."));
    spec.addOption(
        Takes.flag(
            "--json",
            "Write {post, key, state, createdAt, createdBy, quote, visibility, language, warning,"
                + " notBefore, skipChecks, repeats, recurrence, evergreen, parts, deliveries} as JSON; the state is scheduled while any delivery waits,"
                + " published when all are, else the most urgent one."));
    Takes.examples(spec, "belfry show 42", "belfry show 42 --json | jq -r .state");
  }

  @Override
  public ExitCode run(ParseResult given) {
    PostId post = TakesPost.of(given);
    StoredPost stored = workplace.database().lend(connection -> ReadPost.read(connection, post));
    RecurrenceView recurrence = workplace.database().lend(c -> recurrence(c, post));
    EvergreenTies evergreen = workplace.database().lend(c -> EvergreenTies.read(c, post));
    if (given.hasMatchedOption("--json")) {
      new Json(workplace.console()).write(PostView.of(stored, recurrence, evergreen));
    } else {
      new PrintPost(workplace).print(stored);
      tell(recurrence, evergreen);
      TellHolds.tell(
          workplace,
          stored.deliveries().stream()
              .filter(each -> each.hold() != null)
              .map(each -> each.account().name())
              .toList());
    }
    return ExitCode.FINE;
  }

  /** What is shown of a set repeats a post, too; one sentence says both. */
  private void tell(RecurrenceView recurrence, EvergreenTies evergreen) {
    if (evergreen.of() == null) {
      new PrintRecurrence(workplace).print(recurrence);
    }
    if (!evergreen.words().isEmpty()) {
      workplace.console().out().println();
      evergreen.words().forEach(workplace.console().out()::println);
    }
  }

  private RecurrenceView recurrence(Connection connection, PostId post) throws SQLException {
    return RecurrenceView.read(
        connection, new Recurrences(QuartzCron::read), post, workplace.clock().instant());
  }
}

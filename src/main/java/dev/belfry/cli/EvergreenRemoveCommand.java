package dev.belfry.cli;

import dev.belfry.post.NotPossible;
import dev.belfry.post.PostId;
import dev.belfry.queue.ChangeEvergreenTexts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry evergreen remove SET POST…}: takes posts out of a set. */
final class EvergreenRemoveCommand implements Command {
  private final Workplace workplace;

  EvergreenRemoveCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(EvergreenOptions.set());
    spec.addPositional(TakesPost.several(1, "Which posts; other wordings of them stay."));
    Takes.examples(spec, "belfry evergreen remove tips 42");
  }

  @Override
  public ExitCode run(ParseResult given) {
    String name = EvergreenOptions.set(given);
    Set<PostId> posts = TakesPost.several(given, given.matchedPositionalValue(1, List.of()));
    int deleted = workplace.database().inTransaction(connection -> remove(connection, name, posts));
    workplace
        .console()
        .out()
        .printf(
            "%s out of %s; %s.%n",
            posts.size() == 1
                ? "Post %s is".formatted(posts.iterator().next())
                : "%d posts are".formatted(posts.size()),
            name,
            EvergreenWords.deleted(deleted));
    new FillEvergreen(workplace).fillAndTell(name);
    return ExitCode.FINE;
  }

  private int remove(Connection connection, String name, Set<PostId> posts) throws SQLException {
    int deleted = 0;
    for (PostId post : posts) {
      Optional<Integer> showings =
          ChangeEvergreenTexts.takeOut(connection, name, post, workplace.actor());
      deleted +=
          showings.orElseThrow(
              () ->
                  new NotPossible(
                      "post %s is not in %s; belfry evergreen show %s tells what is"
                          .formatted(post, name, name)));
    }
    return deleted;
  }
}

package dev.belfry.cli;

import dev.belfry.post.NotPossible;
import dev.belfry.queue.ChangeEvergreenSets;
import dev.belfry.queue.EvergreenSet;
import dev.belfry.queue.EvergreenSets;
import java.sql.Connection;
import java.sql.SQLException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry evergreen resume SET}: lets a set go on; the slots that went by stay free. */
final class EvergreenResumeCommand implements Command {
  private final Workplace workplace;

  EvergreenResumeCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(EvergreenOptions.set());
    Takes.examples(spec, "belfry evergreen resume tips");
  }

  @Override
  public ExitCode run(ParseResult given) {
    String name = EvergreenOptions.set(given);
    workplace.database().transact(connection -> resume(connection, name));
    workplace.console().out().printf("%s goes on.%n", name);
    new FillEvergreen(workplace).fillAndTell(name);
    return ExitCode.FINE;
  }

  private void resume(Connection connection, String name) throws SQLException {
    EvergreenSet set = EvergreenSets.lock(connection, name);
    if (set.held() == null) {
      throw new NotPossible("%s is not held".formatted(name));
    }
    ChangeEvergreenSets.hold(connection, set.id(), /* reason= */ null);
    ChangeEvergreenSets.reach(connection, set.id(), workplace.clock().instant());
  }
}

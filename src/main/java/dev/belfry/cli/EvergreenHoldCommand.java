package dev.belfry.cli;

import dev.belfry.post.NotPossible;
import dev.belfry.queue.ChangeEvergreenSets;
import dev.belfry.queue.EvergreenSet;
import dev.belfry.queue.EvergreenSets;
import dev.belfry.queue.UntouchedShowings;
import java.sql.Connection;
import java.sql.SQLException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code belfry evergreen hold SET --reason TEXT}: shows nothing of a set for now. */
final class EvergreenHoldCommand implements Command {
  private final Workplace workplace;

  EvergreenHoldCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(EvergreenOptions.set());
    spec.addOption(Takes.one("--reason", "TEXT", "Why; shown wherever the hold is."));
    Takes.examples(spec, "belfry evergreen hold tips --reason \"launch week\"");
  }

  @Override
  public ExitCode run(ParseResult given) {
    String name = EvergreenOptions.set(given);
    String reason = given.matchedOptionValue("--reason", "");
    if (reason.isBlank()) {
      throw new ParameterException(given.commandSpec().commandLine(), "say why with --reason");
    }
    int deleted = workplace.database().inTransaction(c -> hold(c, name, reason));
    workplace
        .console()
        .out()
        .printf("%s is held: %s; %s.%n", name, reason, EvergreenWords.deleted(deleted));
    return ExitCode.FINE;
  }

  private int hold(Connection connection, String name, String reason) throws SQLException {
    EvergreenSet set = EvergreenSets.lock(connection, name);
    if (set.held() != null) {
      throw new NotPossible("%s is held already: %s".formatted(name, set.held()));
    }
    ChangeEvergreenSets.hold(connection, set.id(), reason);
    return UntouchedShowings.withdraw(connection, set, workplace.actor());
  }
}

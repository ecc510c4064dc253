package dev.belfry.cli;

import dev.belfry.queue.ChangeEvergreenSets;
import dev.belfry.queue.EvergreenSet;
import dev.belfry.queue.EvergreenSets;
import dev.belfry.queue.UntouchedShowings;
import java.sql.Connection;
import java.sql.SQLException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry evergreen delete SET}: ends a set; its posts stay what they are. */
final class EvergreenDeleteCommand implements Command {
  private final Workplace workplace;

  EvergreenDeleteCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(EvergreenOptions.set());
    Takes.examples(spec, "belfry evergreen delete tips");
  }

  @Override
  public ExitCode run(ParseResult given) {
    String name = EvergreenOptions.set(given);
    int deleted = workplace.database().inTransaction(connection -> delete(connection, name));
    workplace
        .console()
        .out()
        .printf("%s is deleted, its posts stay; %s.%n", name, EvergreenWords.deleted(deleted));
    return ExitCode.FINE;
  }

  private int delete(Connection connection, String name) throws SQLException {
    EvergreenSet set = EvergreenSets.lock(connection, name);
    int deleted = UntouchedShowings.withdraw(connection, set, workplace.actor());
    ChangeEvergreenSets.delete(connection, set.id());
    return deleted;
  }
}

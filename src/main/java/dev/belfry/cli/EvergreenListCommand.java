package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.cli.terminal.Column;
import dev.belfry.cli.terminal.Table;
import dev.belfry.queue.EvergreenSet;
import dev.belfry.queue.EvergreenSets;
import dev.belfry.queue.EvergreenTexts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code belfry evergreen list}. */
final class EvergreenListCommand implements Command {
  /**
   * A set as {@code --json} writes it.
   *
   * @param texts how many posts are in it
   * @param rest how many days a text rests
   * @param held why nothing of it is shown; null where it is
   */
  record View(
      String name,
      String schedule,
      List<String> accounts,
      int texts,
      int rest,
      @Nullable String held) {}

  private record Counted(EvergreenSet set, int texts) {
    View view() {
      return new View(
          set.name(),
          set.schedule(),
          set.accounts().stream().map(Account::name).map(Object::toString).toList(),
          texts,
          set.restDays(),
          set.held());
    }
  }

  private final Workplace workplace;

  EvergreenListCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(
        Takes.flag("--json", "Write [{name, schedule, accounts, texts, rest, held}] as JSON."));
    Takes.examples(spec, "belfry evergreen list");
  }

  @Override
  public ExitCode run(ParseResult given) {
    List<Counted> sets = workplace.database().lend(EvergreenListCommand::sets);
    if (given.hasMatchedOption("--json")) {
      new Json(workplace.console()).writeArray(sets.stream().map(Counted::view));
    } else if (sets.isEmpty()) {
      workplace
          .console()
          .out()
          .println(
              "There are no evergreen sets yet; belfry evergreen create SET --schedule NAME makes"
                  + " one.");
    } else {
      print(sets);
    }
    return ExitCode.FINE;
  }

  private static List<Counted> sets(Connection connection) throws SQLException {
    List<Counted> sets = new ArrayList<>();
    for (String name : EvergreenSets.names(connection)) {
      EvergreenSet set = EvergreenSets.get(connection, name);
      sets.add(new Counted(set, EvergreenTexts.count(connection, set.id())));
    }
    return sets;
  }

  private void print(List<Counted> sets) {
    Table table =
        new Table(
            Column.text("SET"),
            Column.text("SCHEDULE"),
            Column.text("ACCOUNTS"),
            Column.number("TEXTS"),
            Column.text("REST"),
            Column.text("STATE"));
    for (Counted each : sets) {
      EvergreenSet set = each.set();
      table.row(
          set.name(),
          set.schedule(),
          EvergreenWords.accounts(set),
          each.texts(),
          EvergreenWords.days(set.restDays()),
          set.held() == null ? "shown" : "held: " + set.held());
    }
    table.print(workplace.console());
  }
}

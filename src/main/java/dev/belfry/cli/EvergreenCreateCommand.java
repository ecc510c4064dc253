package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.NotPossible;
import dev.belfry.queue.ChangeEvergreenSets;
import dev.belfry.queue.ChangeEvergreenSets.NewSet;
import dev.belfry.queue.EvergreenSet;
import dev.belfry.queue.EvergreenSets;
import dev.belfry.queue.Schedules;
import dev.belfry.queue.StoredSchedule;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * {@code belfry evergreen create SET --schedule NAME}: a set without posts, whose name is its key.
 */
final class EvergreenCreateCommand implements Command {
  private record Created(EvergreenSet set, boolean isNew) {}

  private final Workplace workplace;

  EvergreenCreateCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(
        Takes.parameter(0, "1", "SET", "Its name: up to 60 of a-z, 0-9 and -; twice is once."));
    EvergreenOptions.addTo(spec);
    spec.usageMessage()
        .description(
            "Make a set of posts that stay true. They take turns in the free slots of a schedule; no"
                + " text is shown to the same account again before it has rested.");
    Takes.examples(
        spec,
        "belfry evergreen create tips --schedule evergreen-rotation",
        "belfry evergreen create tips --schedule evergreen-rotation --to x:me --rest 120");
  }

  @Override
  public ExitCode run(ParseResult given) {
    String name = EvergreenOptions.set(given);
    if (!name.matches("[a-z0-9-]{1,60}")) {
      throw new InvalidInput("SET", "\"%s\" is not up to 60 of a-z, 0-9 and -".formatted(name));
    }
    @Nullable String schedule = given.matchedOptionValue(EvergreenOptions.SCHEDULE, null);
    if (schedule == null) {
      throw new ParameterException(
          given.commandSpec().commandLine(),
          "say whose slots it fills with --schedule; belfry schedules list shows them");
    }
    Created created =
        workplace.database().inTransaction(connection -> create(connection, given, name, schedule));
    workplace
        .console()
        .out()
        .println(
            (created.isNew() ? "" : "It is there already: ") + EvergreenWords.of(created.set()));
    if (created.isNew()) {
      workplace
          .console()
          .out()
          .printf("Put posts into it with belfry evergreen add %s POST.%n", name);
    }
    return ExitCode.FINE;
  }

  private Created create(Connection connection, ParseResult given, String name, String schedule)
      throws SQLException {
    StoredSchedule stored = new Schedules(QuartzCron::read).get(connection, schedule);
    List<Account> accounts =
        EvergreenOptions.accounts(
            connection, stored, given.matchedOptionValue(EvergreenOptions.TO, List.of()));
    NewSet wanted =
        new NewSet(
            name, stored, accounts, EvergreenOptions.rest(given, EvergreenOptions.DEFAULT_REST));
    boolean isNew =
        ChangeEvergreenSets.create(
            connection, wanted, workplace.clock().instant(), workplace.actor());
    EvergreenSet set = EvergreenSets.get(connection, name);
    if (!isNew && !isLike(set, wanted)) {
      throw new NotPossible(
          "there is a set %s already, and it is another: %s Change it with belfry evergreen change %s, or take another name"
              .formatted(name, EvergreenWords.of(set), name));
    }
    return new Created(set, isNew);
  }

  private static boolean isLike(EvergreenSet set, NewSet wanted) {
    return set.schedule().equals(wanted.schedule().schedule().name())
        && set.restDays() == wanted.restDays()
        && Set.copyOf(set.accounts()).equals(Set.copyOf(wanted.accounts()));
  }
}

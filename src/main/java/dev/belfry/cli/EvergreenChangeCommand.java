package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.jobs.QuartzCron;
import dev.belfry.queue.ChangeEvergreenSets;
import dev.belfry.queue.ChangeEvergreenSets.NewSet;
import dev.belfry.queue.ChangeEvergreenTexts;
import dev.belfry.queue.EvergreenSet;
import dev.belfry.queue.EvergreenSets;
import dev.belfry.queue.EvergreenTexts;
import dev.belfry.queue.EvergreenTexts.Text;
import dev.belfry.queue.MakeShowings;
import dev.belfry.queue.Schedules;
import dev.belfry.queue.StoredSchedule;
import dev.belfry.queue.UntouchedShowings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code belfry evergreen change SET}: other slots, other accounts, another rest. */
final class EvergreenChangeCommand implements Command {
  private final Workplace workplace;
  private final Schedules schedules = new Schedules(QuartzCron::read);

  EvergreenChangeCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(EvergreenOptions.set());
    EvergreenOptions.addTo(spec);
    spec.usageMessage()
        .description(
            "Change what is said of a set, and nothing else; with another --schedule alone, its"
                + " accounts are the schedule's.");
    Takes.examples(
        spec,
        "belfry evergreen change tips --rest 120",
        "belfry evergreen change tips --to x:me --to bluesky:me.example");
  }

  @Override
  public ExitCode run(ParseResult given) {
    String name = EvergreenOptions.set(given);
    if (given.matchedOptions().isEmpty()) {
      throw new ParameterException(
          given.commandSpec().commandLine(), "say what to change, such as --rest 120");
    }
    EvergreenSet changed =
        workplace.database().inTransaction(connection -> change(connection, given, name));
    workplace.console().out().println(EvergreenWords.of(changed));
    new FillEvergreen(workplace).fillAndTell(name);
    return ExitCode.FINE;
  }

  private EvergreenSet change(Connection connection, ParseResult given, String name)
      throws SQLException {
    Instant now = workplace.clock().instant();
    new MakeShowings(schedules).settle(connection, name, now);
    EvergreenSet set = EvergreenSets.lock(connection, name);
    String slots = given.matchedOptionValue(EvergreenOptions.SCHEDULE, set.schedule());
    StoredSchedule schedule = schedules.get(connection, slots);
    List<Account> accounts = accounts(connection, given, set, schedule);
    if (!slots.equals(set.schedule())) {
      int unused = UntouchedShowings.withdraw(connection, set, workplace.actor());
    }
    for (Account account : set.accounts()) {
      if (!accounts.contains(account)) {
        int unused = UntouchedShowings.withdrawFrom(connection, set, account, workplace.actor());
      }
    }
    ChangeEvergreenSets.change(
        connection,
        set.id(),
        new NewSet(name, schedule, accounts, EvergreenOptions.rest(given, set.restDays())),
        now);
    render(connection, set, accounts);
    return EvergreenSets.get(connection, name);
  }

  private static List<Account> accounts(
      Connection connection, ParseResult given, EvergreenSet set, StoredSchedule schedule)
      throws SQLException {
    boolean asBefore =
        !given.hasMatchedOption(EvergreenOptions.TO)
            && !given.hasMatchedOption(EvergreenOptions.SCHEDULE);
    return asBefore
        ? set.accounts()
        : EvergreenOptions.accounts(
            connection, schedule, given.matchedOptionValue(EvergreenOptions.TO, List.of()));
  }

  /** What was rendered for the accounts before is as good as it was then, and may be old. */
  private void render(Connection connection, EvergreenSet set, List<Account> accounts)
      throws SQLException {
    if (!set.accounts().containsAll(accounts)) {
      ChangeEvergreenTexts.replaceParts(
          connection,
          set.id(),
          new PrepareEvergreen(workplace, accounts)
              .texts(
                  connection,
                  EvergreenTexts.of(connection, set.id()).stream().map(Text::post).toList()));
    }
  }
}

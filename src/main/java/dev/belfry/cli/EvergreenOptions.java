package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.NotPossible;
import dev.belfry.queue.StoredSchedule;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** What is said of an evergreen set: {@code --schedule NAME --to ACCOUNT --rest DAYS}. */
final class EvergreenOptions {
  static final String SCHEDULE = "--schedule";
  static final String TO = "--to";
  static final String REST = "--rest";

  /**
   * X refuses a text that it has seen lately and says nowhere how long that is; people remember.
   */
  static final int DEFAULT_REST = 90;

  private static final int LONGEST_REST = 3650;

  private EvergreenOptions() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(Takes.one(SCHEDULE, "NAME", "The schedule whose free slots it fills."))
        .addOption(
            Takes.many(
                TO, "ACCOUNT", "Where it is shown; where left out, all accounts of the schedule."))
        .addOption(
            Takes.one(
                REST,
                "DAYS",
                "How many days a text rests before the same account is shown it again; default: "
                    + DEFAULT_REST
                    + "."));
  }

  /** The set, as the first parameter. */
  static PositionalParamSpec set() {
    return Takes.parameter(0, "1", "SET", "Which evergreen set.");
  }

  static String set(ParseResult given) {
    return given.matchedPositionalValue(0, "");
  }

  /**
   * How many days a text rests.
   *
   * @throws InvalidInput where it is no number of days
   */
  static int rest(ParseResult given, int otherwise) {
    @Nullable String written = given.matchedOptionValue(REST, null);
    if (written == null) {
      return otherwise;
    }
    String digits = written.strip().replaceFirst("\\s*(d|days?)$", "");
    if (digits.matches("[0-9]{1,4}")) {
      int days = Integer.parseInt(digits);
      if (days >= 1 && days <= LONGEST_REST) {
        return days;
      }
    }
    throw new InvalidInput(
        REST, "\"%s\" is no number of days from 1 to %d".formatted(written, LONGEST_REST));
  }

  /**
   * The accounts, which must be the schedule's.
   *
   * @param written none: all of the schedule
   */
  static List<Account> accounts(
      Connection connection, StoredSchedule schedule, List<String> written) throws SQLException {
    if (written.isEmpty()) {
      List<Account> all = new ArrayList<>();
      for (var name : schedule.schedule().accounts()) {
        all.add(Accounts.get(connection, name));
      }
      return all;
    }
    List<Account> named = FindAccounts.named(connection, written);
    for (Account account : named) {
      if (!schedule.schedule().accounts().contains(account.name())) {
        throw new NotPossible(
            "the schedule %s is not for %s; name it in its file, and apply that again"
                .formatted(schedule.schedule().name(), account.name()));
      }
    }
    return named;
  }
}

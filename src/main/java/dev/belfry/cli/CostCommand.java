package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.account.MonthlyCaps;
import dev.belfry.audit.BillingMonth;
import dev.belfry.audit.Spent;
import dev.belfry.compose.XPrices;
import dev.belfry.post.AccountName;
import dev.belfry.post.Dollars;
import dev.belfry.post.Network;
import dev.belfry.queue.QueuedBill;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code belfry cost}: what Belfry spent on X in a month, and what it has queued there for it. */
final class CostCommand implements Command {

  /**
   * An account's month.
   *
   * @param queued how many posts are in its queue for the month
   * @param toCome what they will cost
   * @param cap null: no bound
   */
  record Line(
      AccountName account,
      BillingMonth month,
      Spent spent,
      int queued,
      Dollars toCome,
      @Nullable Dollars cap) {}

  private final Workplace workplace;

  CostCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(Takes.one("--month", "MONTH", "Which month; default: this one."))
        .addOption(TakesAccount.option("Only this account; default: each on X."))
        .addOption(
            Takes.flag(
                "--json",
                "Write [{account, month, zone, dryRun, posts, postsWithLink, altTexts, deleted,"
                    + " spent, queued, toCome, cap, pricesOf}] as JSON, amounts in US dollars."));
    Takes.examples(spec, "belfry cost", "belfry cost --month 2026-12 --account x:me --json");
  }

  @Override
  public ExitCode run(ParseResult given) {
    @Nullable YearMonth month = month(given);
    @Nullable AccountName only = TakesAccount.of(given);
    if (only != null && only.network() != Network.X) {
      throw new ParameterException(
          given.commandSpec().commandLine(), "only X charges for what Belfry does");
    }
    List<Line> lines = workplace.database().inTransaction(c -> lines(c, month, only));
    new PrintCosts(workplace).print(lines, given.hasMatchedOption("--json"));
    return ExitCode.FINE;
  }

  private static @Nullable YearMonth month(ParseResult given) {
    @Nullable String written = given.matchedOptionValue("--month", null);
    try {
      return written == null ? null : YearMonth.parse(written);
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          given.commandSpec().commandLine(),
          "--month takes a month such as 2026-12, not \"%s\"".formatted(written));
    }
  }

  private List<Line> lines(
      Connection connection, @Nullable YearMonth month, @Nullable AccountName only)
      throws SQLException {
    Map<AccountName, Dollars> caps = MonthlyCaps.all(connection);
    List<Account> accounts =
        only == null ? Accounts.all(connection) : List.of(Accounts.get(connection, only));
    List<Line> lines = new ArrayList<>();
    for (Account each : accounts) {
      if (each.network() == Network.X) {
        lines.add(line(connection, each, month, caps.get(each.name())));
      }
    }
    return lines;
  }

  private Line line(
      Connection connection, Account account, @Nullable YearMonth wanted, @Nullable Dollars cap)
      throws SQLException {
    XPrices prices = workplace.xPrices();
    ZoneId zone = MonthlyCaps.zone(account.settings().zone());
    BillingMonth current = BillingMonth.at(workplace.clock().instant(), zone);
    BillingMonth month = wanted == null ? current : new BillingMonth(wanted, zone);
    List<QueuedBill> queued = queued(connection, account, month, current);
    return new Line(
        account.name(),
        month,
        Spent.in(connection, account, month, prices),
        queued.size(),
        queued.stream().map(each -> prices.of(each.parts())).reduce(Dollars.ZERO, Dollars::plus),
        cap);
  }

  /** What is overdue goes out in this month, and nothing any more in one that is over. */
  private List<QueuedBill> queued(
      Connection connection, Account account, BillingMonth month, BillingMonth current)
      throws SQLException {
    if (month.month().isBefore(current.month())) {
      return List.of();
    }
    Instant from = month.equals(current) ? Instant.EPOCH : month.from();
    return QueuedBill.of(
        connection, account.id(), from, month.below(), workplace.clock().instant());
  }
}

package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.account.MonthlyCaps;
import dev.belfry.audit.BillingMonth;
import dev.belfry.audit.Spent;
import dev.belfry.cli.RehearsalReport.CostLine;
import dev.belfry.compose.XPrices;
import dev.belfry.post.AccountName;
import dev.belfry.post.Dollars;
import dev.belfry.post.Network;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What accounts on X will have cost, month by month. */
final class SumUpCosts {
  private final XPrices prices;
  private final Instant since;
  private final Instant until;

  SumUpCosts(XPrices prices, Instant since, Instant until) {
    this.prices = prices;
    this.since = since;
    this.until = until;
  }

  /**
   * By what was really spent, and by what will have been when the rehearsal is over.
   *
   * @param stage where it was played
   */
  List<CostLine> read(Connection real, Connection stage) throws SQLException {
    Map<AccountName, Dollars> caps = MonthlyCaps.all(real);
    List<CostLine> lines = new ArrayList<>();
    for (Account account : Accounts.all(real)) {
      if (account.network() == Network.X) {
        for (BillingMonth month : months(account)) {
          lines.add(
              line(
                  account,
                  month,
                  Spent.in(real, account, month, prices).cost(),
                  Spent.in(stage, account, month, prices).cost(),
                  caps.get(account.name())));
        }
      }
    }
    return lines;
  }

  private List<BillingMonth> months(Account account) {
    ZoneId zone = MonthlyCaps.zone(account.settings().zone());
    YearMonth last = BillingMonth.at(until, zone).month();
    List<BillingMonth> months = new ArrayList<>();
    for (YearMonth each = BillingMonth.at(since, zone).month();
        !each.isAfter(last);
        each = each.plusMonths(1)) {
      months.add(new BillingMonth(each, zone));
    }
    return months;
  }

  private static CostLine line(
      Account account, BillingMonth month, Dollars spent, Dollars total, @Nullable Dollars cap) {
    @Nullable BigDecimal most = cap == null ? null : cap.amount();
    return new CostLine(
        account.name(),
        month.month().toString(),
        month.zone(),
        account.name().dryRun(),
        spent.amount(),
        total.amount(),
        most);
  }
}

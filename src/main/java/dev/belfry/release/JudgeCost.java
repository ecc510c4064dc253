package dev.belfry.release;

import dev.belfry.account.MonthlyCaps;
import dev.belfry.account.MonthlyCaps.MonthlyCap;
import dev.belfry.audit.BillingMonth;
import dev.belfry.audit.Spent;
import dev.belfry.compose.XPrices;
import dev.belfry.post.Dollars;
import dev.belfry.queue.Lease;
import dev.belfry.queue.QueuedBill;
import dev.belfry.queue.SetAside;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Holds what has come due and would pass its account's monthly cap. What was begun is finished, and
 * what a person has let go on goes on; both count.
 *
 * <p>Asked only about accounts that have a cap, whose leases the caller holds: no other node adds
 * to their bill meanwhile. Thread-safe.
 */
final class JudgeCost {
  private final XPrices prices;
  private final String actor;

  /**
   * @param actor the node, as the history names it
   */
  JudgeCost(XPrices prices, String actor) {
    this.prices = prices;
    this.actor = actor;
  }

  /** Judges what is due on the accounts by now, in due order. */
  void judge(Connection connection, List<Lease> capped, Instant now) throws SQLException {
    for (Lease lease : capped) {
      Optional<MonthlyCap> cap = MonthlyCaps.of(connection, lease.account());
      if (cap.isPresent()) {
        judge(connection, lease, cap.get(), now);
      }
    }
  }

  private void judge(Connection connection, Lease lease, MonthlyCap cap, Instant now)
      throws SQLException {
    List<QueuedBill> due =
        QueuedBill.of(connection, lease.account(), Instant.EPOCH, now.plusMillis(1), now).stream()
            .filter(QueuedBill::due)
            .toList();
    if (due.isEmpty()) {
      return;
    }
    BillingMonth month = BillingMonth.at(now, cap.zone());
    Dollars spent = Spent.in(connection, lease.account(), lease.name(), month, prices).cost();
    for (QueuedBill each : due) {
      Dollars cost = prices.of(each.parts());
      Dollars together = spent.plus(cost);
      if (each.settled() || together.compareTo(cap.most()) <= 0) {
        spent = together;
      } else {
        SetAside.overCap(connection, each.delivery(), why(cap, month, spent, cost), actor);
      }
    }
  }

  private String why(MonthlyCap cap, BillingMonth month, Dollars spent, Dollars cost) {
    return "it would cost about %s by the prices of %s, and %s of the %s that %s may cost in %s are taken"
        .formatted(cost, prices.date(), spent, cap.most(), cap.account(), month.month());
  }
}

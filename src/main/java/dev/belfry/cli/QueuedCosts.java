package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.account.Accounts;
import dev.belfry.compose.XPrices;
import dev.belfry.post.AccountName;
import dev.belfry.post.Dollars;
import dev.belfry.post.Network;
import dev.belfry.post.PostId;
import dev.belfry.queue.QueuedBill;
import dev.belfry.queue.QueuedDelivery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each delivery in the queue for X will still cost there. */
final class QueuedCosts {
  static final QueuedCosts NONE = new QueuedCosts(Map.of());

  /** No queue reaches further. */
  private static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");

  private record Key(PostId post, AccountName account) {}

  private final Map<Key, Dollars> costs;

  private QueuedCosts(Map<Key, Dollars> costs) {
    this.costs = costs;
  }

  /**
   * Of what is in the queue.
   *
   * @param rehearsals whether those of dry-run accounts are wanted, too
   */
  static QueuedCosts read(Connection connection, Workplace workplace, boolean rehearsals)
      throws SQLException {
    Map<Key, Dollars> costs = new HashMap<>();
    Instant now = workplace.clock().instant();
    for (Account account : Accounts.all(connection)) {
      if (account.network() == Network.X && (rehearsals || !account.name().dryRun())) {
        XPrices prices = workplace.xPrices();
        for (QueuedBill each : QueuedBill.of(connection, account.id(), Instant.EPOCH, FAR, now)) {
          costs.put(new Key(each.post(), account.name()), prices.of(each.parts()));
        }
      }
    }
    return new QueuedCosts(costs);
  }

  /** What a delivery will cost; empty where it is not for X, or not in the queue. */
  Optional<Dollars> of(QueuedDelivery delivery) {
    @Nullable AccountName account = delivery.account();
    return account == null
        ? Optional.empty()
        : Optional.ofNullable(costs.get(new Key(delivery.post(), account)));
  }

  /** What all of it will cost but for what is a rehearsal; empty where there is nothing else. */
  Optional<Dollars> charged() {
    return costs.entrySet().stream()
        .filter(entry -> !entry.getKey().account().dryRun())
        .map(Map.Entry::getValue)
        .reduce(Dollars::plus);
  }
}

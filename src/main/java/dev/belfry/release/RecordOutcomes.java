package dev.belfry.release;

import dev.belfry.audit.FindOpenAttempts;
import dev.belfry.audit.SettleAttempts;
import dev.belfry.audit.SettlePosted;
import dev.belfry.audit.SettlePosted.Success;
import dev.belfry.audit.TripBreaker;
import dev.belfry.publish.Settlement;
import dev.belfry.queue.Lease;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Writes down what came of attempts. Thread-safe. */
final class RecordOutcomes {
  private final ReleaseTools tools;
  private final String node;

  RecordOutcomes(ReleaseTools tools, ReleaseSettings settings) {
    this.tools = tools;
    this.node = settings.name();
  }

  /**
   * Records what was sent, in the order in which it was; gives the deliveries that were settled.
   * The short way is taken only where it goes for all of them: two statements would tell what the
   * second one settles as if it had been sent last.
   */
  Set<Long> recordSent(Connection connection, List<Sent> sent) throws SQLException {
    List<Success> successes = sent.stream().flatMap(each -> each.success().stream()).toList();
    if (!sent.isEmpty() && successes.size() == sent.size()) {
      Set<Long> settled =
          SettlePosted.settleAll(connection, successes, tools.clock().instant(), node);
      if (!settled.isEmpty()) {
        return settled;
      }
    }
    return record(connection, sent.stream().map(Sent::settlement).toList());
  }

  /** Records settlements; gives the deliveries that they settled. */
  Set<Long> record(Connection connection, List<Settlement> settlements) throws SQLException {
    if (settlements.isEmpty()) {
      return Set.of();
    }
    Set<Long> settled =
        SettleAttempts.settle(connection, settlements, tools.clock().instant(), node);
    TripBreaker.after(connection, settlements, node);
    return settled;
  }

  /**
   * Withdraws what is open under the leases and was never sent: a transaction opened it whose
   * commit was not answered. This node knows that, and nobody else could.
   */
  void withdraw(Connection connection, List<Lease> leases) throws SQLException {
    Set<Long> unused =
        record(
            connection,
            FindOpenAttempts.under(connection, leases).stream()
                .map(tools.settle()::neverSent)
                .toList());
  }
}

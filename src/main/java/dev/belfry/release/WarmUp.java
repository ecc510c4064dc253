package dev.belfry.release;

import dev.belfry.audit.OpenAttempts;
import dev.belfry.audit.SettleAttempts;
import dev.belfry.audit.SettlePosted;
import dev.belfry.queue.ClaimDue;
import dev.belfry.queue.Leases;
import dev.belfry.queue.LowWater;
import dev.belfry.queue.Portion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes through a release of nothing, so that a node which has just started is not late with its
 * first post: classes are loaded and statements planned.
 */
final class WarmUp {
  private WarmUp() {}

  /** Changes nothing. */
  static void goThrough(Connection connection, ReleaseSettings settings, Instant now)
      throws SQLException {
    String node = settings.name();
    List<Object> nothing = new ArrayList<>();
    nothing.addAll(Leases.renew(connection, List.of(), settings.lease()));
    nothing.addAll(ClaimDue.claim(connection, List.of(), now, Portion.single(1), new LowWater()));
    OpenAttempts.ofClaims(connection, List.of(), node);
    nothing.addAll(OpenAttempts.following(connection, List.of(), List.of(), node));
    nothing.addAll(SettlePosted.settle(connection, List.of(), now, node));
    nothing.addAll(SettleAttempts.settle(connection, List.of(), now, node));
    Leases.giveBack(connection, List.of());
    if (!nothing.isEmpty()) {
      throw new IllegalStateException("a release of nothing gave " + nothing);
    }
  }
}

package dev.belfry.release;

import dev.belfry.audit.OpenAttempts;
import dev.belfry.post.DeliveryState;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Publishers;
import dev.belfry.queue.Claim;
import dev.belfry.queue.ClaimDue;
import dev.belfry.queue.EndDeliveries;
import dev.belfry.queue.Lease;
import dev.belfry.queue.LowWater;
import dev.belfry.queue.Portion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Opens the attempts that are next: at what is due, and at the parts that follow. Thread-safe. */
final class OpenNext {
  private final PrepareAttempts prepare;
  private final InstantSource clock;
  private final String node;

  OpenNext(Publishers publishers, InstantSource clock, String node) {
    this.prepare = new PrepareAttempts(publishers, clock);
    this.clock = clock;
    this.node = node;
  }

  /**
   * Claims what is due and opens an attempt at the first missing part of each.
   *
   * @param low where to begin in each account's queue; moved on
   */
  List<Attempt> ofDue(Connection connection, List<Lease> leases, Portion portion, LowWater low)
      throws SQLException {
    if (leases.isEmpty()) {
      return List.of();
    }
    Instant now = clock.instant();
    List<Attempt> attempts = new ArrayList<>();
    List<Claim> complete = new ArrayList<>();
    for (Claim claim : ClaimDue.claim(connection, leases, now, portion, low)) {
      prepare.next(claim).ifPresentOrElse(attempts::add, () -> complete.add(claim));
    }
    if (!complete.isEmpty()) {
      EndDeliveries.published(connection, complete);
    }
    if (!attempts.isEmpty()) {
      OpenAttempts.ofClaims(connection, attempts, node);
    }
    return attempts;
  }

  /**
   * Opens the attempts at the parts that follow those which went out.
   *
   * @param settled the deliveries whose outcomes were recorded just now
   */
  List<Attempt> following(
      Connection connection, List<Lease> leases, List<Sent> sent, Set<Long> settled)
      throws SQLException {
    List<Attempt> next = new ArrayList<>();
    for (Sent each : sent) {
      if (each.settlement().next().state() == DeliveryState.CLAIMED
          && settled.contains(each.settlement().delivery())) {
        each.settlement()
            .sentPart()
            .map(each.attempt().claim()::after)
            .flatMap(prepare::next)
            .ifPresent(next::add);
      }
    }
    return next.isEmpty() ? next : OpenAttempts.following(connection, next, leases, node);
  }
}

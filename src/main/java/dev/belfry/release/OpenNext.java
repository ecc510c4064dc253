package dev.belfry.release;

import dev.belfry.audit.FindOpenAttempts;
import dev.belfry.audit.OpenAttempts;
import dev.belfry.post.AccountName;
import dev.belfry.post.DeliveryState;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Publishers;
import dev.belfry.queue.Claim;
import dev.belfry.queue.ClaimDue;
import dev.belfry.queue.EndDeliveries;
import dev.belfry.queue.Lease;
import dev.belfry.queue.LockDeliveries;
import dev.belfry.queue.LowWater;
import dev.belfry.queue.Portion;
import dev.belfry.queue.Prepared;
import dev.belfry.queue.ReadPost;
import dev.belfry.queue.SetAside;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the attempts that are next: at what is due, and at the parts that follow. A delivery whose
 * request can't be made is held, so that it keeps nothing else from going out. Thread-safe.
 */
final class OpenNext {
  private static final Logger log = LoggerFactory.getLogger(OpenNext.class);

  private final PrepareAttempts prepare;
  private final InstantSource clock;
  private final String node;

  OpenNext(Publishers publishers, InstantSource clock, String node) {
    this.prepare = new PrepareAttempts(publishers, clock);
    this.clock = clock;
    this.node = node;
  }

  /**
   * Claims what is due and opens an attempt at the first missing part of each that is ready.
   *
   * @param low where to begin in each account's queue; moved on
   */
  Opened ofDue(Connection connection, List<Lease> leases, Portion portion, LowWater low)
      throws SQLException {
    if (leases.isEmpty()) {
      return Opened.NOTHING;
    }
    Instant now = clock.instant();
    List<Claim> incomplete = new ArrayList<>();
    List<Claim> complete = new ArrayList<>();
    for (Claim claim : ClaimDue.claim(connection, leases, now, portion, low)) {
      (claim.nextPart().isPresent() ? incomplete : complete).add(claim);
    }
    if (!complete.isEmpty()) {
      EndDeliveries.published(connection, complete);
    }
    Opened next = next(connection, incomplete);
    if (!next.attempts().isEmpty()) {
      OpenAttempts.ofClaims(connection, next.attempts(), node);
    }
    return next;
  }

  /**
   * Opens the attempts at the parts that follow those which went out, where they are ready.
   *
   * @param settled the deliveries whose outcomes were recorded just now
   */
  Opened following(Connection connection, List<Lease> leases, List<Sent> sent, Set<Long> settled)
      throws SQLException {
    Opened next =
        next(
            connection,
            sent.stream()
                .filter(each -> each.settlement().next().state() == DeliveryState.CLAIMED)
                .filter(each -> settled.contains(each.settlement().delivery()))
                .map(each -> each.attempt().claim().after(each.settlement().sentParts()))
                .toList());
    if (next.attempts().isEmpty()) {
      return next;
    }
    List<Attempt> opened = OpenAttempts.following(connection, next.attempts(), leases, node);
    if (opened.size() < next.attempts().size() && next.unready().isEmpty()) {
      // A post that was held meanwhile must not look as if it were being sent.
      FindOpenAttempts.putBackUnsent(connection, leases);
    }
    return next.with(opened);
  }

  /**
   * Opens the attempt of a claim that was made ready, if it is still allowed, and its part is not
   * live by now.
   *
   * @param found everything that the network has told
   */
  Opened ready(Connection connection, Unready claim, Map<String, String> found, Lease lease)
      throws SQLException {
    keep(connection, claim, found);
    Attempt attempt;
    try {
      attempt = prepare.attempt(claim.claim(), found);
    } catch (RuntimeException e) {
      setAside(connection, claim.claim(), e);
      return new Opened(List.of(), List.of(), Set.of(claim.claim().account()));
    }
    return Opened.of(OpenAttempts.following(connection, List.of(attempt), List.of(lease), node));
  }

  /** Keeps what was found for a claim, also where it is not made ready now. */
  void keep(Connection connection, Unready claim, Map<String, String> found) throws SQLException {
    // While it was made ready an earlier try may have been answered after all.
    LockDeliveries.toSettle(connection, List.of(claim.claim().delivery()));
    Prepared.keep(connection, claim.claim().delivery(), found);
  }

  private Opened next(Connection connection, List<Claim> claims) throws SQLException {
    List<Attempt> attempts = new ArrayList<>();
    List<Unready> unready = new ArrayList<>();
    Set<AccountName> setAside = new HashSet<>();
    for (Claim claim : claims) {
      try {
        next(connection, claim, attempts, unready);
      } catch (RuntimeException e) {
        setAside(connection, claim, e);
        setAside.add(claim.account());
      }
    }
    return new Opened(attempts, unready, setAside);
  }

  private void next(
      Connection connection, Claim claim, List<Attempt> attempts, List<Unready> unready)
      throws SQLException {
    if (prepare.lacks(claim).isEmpty()) {
      attempts.add(prepare.attempt(claim, Map.of()));
      return;
    }
    Map<String, String> found = Prepared.of(connection, claim.delivery());
    Set<String> lacks = prepare.lacks(claim, found);
    if (lacks.isEmpty()) {
      attempts.add(prepare.attempt(claim, found));
    } else {
      unready.add(new Unready(claim, ReadPost.wording(connection, claim.post()), lacks, found));
    }
  }

  /**
   * One transaction opens the attempts of many accounts: a defect that broke it off would come back
   * with the next pass, on each node, and nothing of any account would go out.
   */
  private void setAside(Connection connection, Claim claim, RuntimeException why)
      throws SQLException {
    log.error(
        "Delivery {} of post {} is held: its request met a defect",
        claim.delivery(),
        claim.post(),
        why);
    SetAside.claimed(connection, claim, "Belfry itself failed to make its request: " + why, node);
  }
}

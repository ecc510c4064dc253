package dev.belfry.release;

import dev.belfry.audit.OpenAttempts;
import dev.belfry.audit.SettleAttempts;
import dev.belfry.post.DeliveryState;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.publish.Settlement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a run of open attempts and settles them, part after part: what the first parts of all
 * threads become is recorded in the transaction that opens the attempts at their second parts.
 */
final class ReleaseRun {
  private static final Logger log = LoggerFactory.getLogger(ReleaseRun.class);

  private final OfferUntilRecorded offer;
  private final Publishers publishers;
  private final SettleOutcome settle;
  private final PrepareAttempts prepare;
  private final String node;
  private final InstantSource clock;
  private final ReleaseWatcher watcher;

  ReleaseRun(
      OfferUntilRecorded offer,
      Publishers publishers,
      SettleOutcome settle,
      PrepareAttempts prepare,
      String node,
      InstantSource clock,
      ReleaseWatcher watcher) {
    this.offer = offer;
    this.publishers = publishers;
    this.settle = settle;
    this.prepare = prepare;
    this.node = node;
    this.clock = clock;
    this.watcher = watcher;
  }

  void release(List<Attempt> attempts, BooleanSupplier stopping) {
    List<Attempt> open = attempts;
    while (!open.isEmpty()) {
      List<Sent> sent = open.stream().map(this::send).toList();
      open = offer.offer(connection -> settleAndOpenNext(connection, sent), stopping);
      sent.forEach(this::tell);
    }
  }

  /** What is committed is committed: a watcher that fails must not break off the run. */
  private void tell(Sent sent) {
    try {
      watcher.settled(sent.attempt(), sent.settlement());
    } catch (RuntimeException e) {
      log.warn("Nobody was told of delivery {}", sent.attempt().claim().delivery(), e);
    }
  }

  /** Records settlements; gives the deliveries that they settled. */
  Set<Long> record(Connection connection, List<Settlement> settlements) throws SQLException {
    return SettleAttempts.settle(connection, settlements, node);
  }

  private Sent send(Attempt attempt) {
    return new Sent(
        attempt,
        settle.settle(
            attempt,
            publishers.publisher(attempt.claim().account()).publish(attempt),
            clock.instant()));
  }

  private List<Attempt> settleAndOpenNext(Connection connection, List<Sent> sent)
      throws SQLException {
    Set<Long> settled = record(connection, sent.stream().map(Sent::settlement).toList());
    List<Attempt> next = new ArrayList<>();
    for (Sent each : sent) {
      Settlement settlement = each.settlement();
      if (settlement.next().state() == DeliveryState.CLAIMED
          && settled.contains(settlement.delivery())) {
        settlement
            .sentPart()
            .map(each.attempt().claim()::after)
            .flatMap(prepare::next)
            .ifPresent(next::add);
      }
    }
    return next.isEmpty() ? next : OpenAttempts.open(connection, next, node);
  }
}

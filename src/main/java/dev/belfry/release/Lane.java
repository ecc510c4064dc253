package dev.belfry.release;

import dev.belfry.audit.FindOpenAttempts;
import dev.belfry.post.DeliveryState;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Preparation;
import dev.belfry.publish.Settlement;
import dev.belfry.queue.DueNotices;
import dev.belfry.queue.Lease;
import dev.belfry.queue.Leases;
import dev.belfry.queue.LowWater;
import dev.belfry.queue.Portion;
import dev.belfry.release.TakeAccounts.Beginning;
import dev.belfry.sql.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases what is due on its leases, one run after another, until nothing is due any more: a live
 * account's deliveries one by one, a batch of dry-run accounts' together. A batch with a backlog
 * lets go of half of its accounts where another could release them beside it.
 *
 * <p>What came of a run is recorded in the transaction that opens the next one, so that a run costs
 * one commit. Used by one thread.
 */
final class Lane {
  private static final Logger log = LoggerFactory.getLogger(Lane.class);

  private final ReleaseTools tools;
  private final ReleaseSettings settings;
  private final OfferUntilRecorded offer;
  private final RecordOutcomes outcomes;
  private final SendAttempts send;
  private final OpenNext open;
  private final LeasesInHand inHand;
  private final NoticeRestore restore;
  private final JudgeCost cost;
  private final BooleanSupplier isHelpIdle;
  private final boolean live;
  private final List<Lease> capped;
  private final LowWater low = new LowWater();

  private List<Lease> leases;

  /** When a batch's leases began to last their whole length. */
  private Instant renewedAt;

  /** Even shares at first, so that what lies together is claimed together; then what is left. */
  private Portion portion;

  /**
   * @param isHelpIdle whether the node has a batch that does nothing
   */
  Lane(
      ReleaseTools tools,
      ReleaseSettings settings,
      LeasesInHand inHand,
      NoticeRestore restore,
      BooleanSupplier isHelpIdle,
      Beginning beginning) {
    this.tools = tools;
    this.settings = settings;
    this.offer = new OfferUntilRecorded(tools.database(), tools.clock());
    this.outcomes = new RecordOutcomes(tools, settings);
    this.send = new SendAttempts(tools, settings, restore);
    this.open = new OpenNext(tools.publishers(), tools.clock(), settings.name());
    this.cost = new JudgeCost(settings.prices(), settings.name());
    this.inHand = inHand;
    this.restore = restore;
    this.isHelpIdle = isHelpIdle;
    this.live = beginning.live();
    this.leases = beginning.leases();
    this.renewedAt = tools.clock().instant();
    this.capped = beginning.capped();
    this.portion = Portion.shared(ReleaseSettings.BATCH, leases.size());
  }

  /**
   * Goes on until nothing is due.
   *
   * @param doubts looked into before anything goes out
   * @param first what goes out first; nothing: what is due
   * @throws DatabaseException where the database refuses what came of a run; what is not recorded
   *     stays open, and is looked into by whoever has the account next
   */
  void release(List<OpenAttempt> doubts, Run first, BooleanSupplier stopping) {
    doubts.forEach(doubt -> lookInto(doubt, stopping));
    Run run = first;
    do {
      run = go(run, stopping);
    } while (!run.isOver());
  }

  /** What is ready goes first; a live account has one thing at a time. */
  private Run go(Run run, BooleanSupplier stopping) {
    if (run.attempts().isEmpty() && !run.opened().unready().isEmpty()) {
      return makeReady(run.opened().unready().get(0), stopping);
    }
    List<Sent> sent = run.attempts().stream().map(each -> send(each, run)).toList();
    Run next = next(sent, stopping);
    tell(sent);
    return next;
  }

  private Sent send(Attempt attempt, Run run) {
    Outcome known = run.outcome();
    if (known != null) {
      return send.notMade(attempt, known);
    }
    return live
        ? send.send(attempt, leases.get(0), run.askedAt(), inHand::allow)
        : send.rehearse(attempt);
  }

  /**
   * Asks the network for what a part lacks, while nothing but the lease is held, and opens its
   * attempt then. Where it did not come about the attempt says so, and is not made; but where the
   * node was stopped meanwhile the part goes back as it was, with what was found for it.
   */
  private Run makeReady(Unready claim, BooleanSupplier stopping) {
    Preparation preparation = send.prepare(claim, leases.get(0), inHand::allow, stopping);
    boolean isPutOff = preparation.failure() != null && stopping.getAsBoolean();
    return offer.offer(
        (connection, again) -> {
          Instant askedAt = tools.clock().instant();
          if (again) {
            outcomes.withdraw(connection, leases);
          }
          Opened opened = Opened.NOTHING;
          if (!restore.isBehind(connection)) {
            Map<String, String> found = claim.with(preparation.found());
            if (isPutOff) {
              open.keep(connection, claim, found);
            } else {
              opened = open.ready(connection, claim, found, leases.get(0));
            }
          }
          if (opened.isNothing()) {
            giveBack(connection, leases, stopping.getAsBoolean());
          }
          return new Run(opened, askedAt, preparation.failure());
        },
        stopping);
  }

  private Run next(List<Sent> sent, BooleanSupplier stopping) {
    List<Lease> spare = spare(sent);
    Run next;
    try {
      next =
          offer.offer(
              (connection, again) -> next(connection, sent, spare, again, stopping), stopping);
    } catch (RuntimeException e) {
      // Whatever it is, also of what was to follow: what is known must not be lost with it.
      recordOneByOne(sent, stopping);
      throw e;
    }
    if (!spare.isEmpty()) {
      inHand.drop(spare);
      leases = without(spare);
      portion = Portion.shared(ReleaseSettings.BATCH, leases.size());
    }
    return next;
  }

  /** What another batch could take over: none but after a full run, which has more behind it. */
  private List<Lease> spare(List<Sent> sent) {
    return !live
            && sent.size() == portion.most()
            && leases.size() >= 2 * TakeAccounts.SHARE
            && sent.stream()
                .noneMatch(each -> each.settlement().next().state() == DeliveryState.CLAIMED)
            && isHelpIdle.getAsBoolean()
        ? leases.subList(leases.size() / 2, leases.size())
        : List.of();
  }

  private List<Lease> without(List<Lease> spare) {
    return spare.isEmpty()
        ? leases
        : leases.stream().filter(lease -> !spare.contains(lease)).toList();
  }

  private Run next(
      Connection connection,
      List<Sent> sent,
      List<Lease> spare,
      boolean again,
      BooleanSupplier stopping)
      throws SQLException {
    Instant askedAt = tools.clock().instant();
    if (!live) {
      renew(connection, askedAt, again);
    }
    Set<Long> settled = outcomes.recordSent(connection, sent);
    if (again) {
      boolean unused = low.reset();
      outcomes.withdraw(connection, leases);
    }
    if (!spare.isEmpty()) {
      giveBack(connection, spare, /* isAwaited= */ true);
    }
    Opened opened =
        live && (!inHand.allow(leases.get(0)) || restore.isBehind(connection))
            ? Opened.NOTHING
            : open(connection, without(spare), sent, settled, stopping);
    if (opened.isNothing()) {
      giveBack(connection, leases, stopping.getAsBoolean());
    }
    return Run.begin(opened, askedAt);
  }

  /** A heartbeat passes over leases that a batch has locked, which they are nearly all the time. */
  private void renew(Connection connection, Instant now, boolean again) throws SQLException {
    if (again || !now.isBefore(renewedAt.plus(settings.heartbeat()))) {
      List<Lease> unused = Leases.renew(connection, leases, settings.lease());
      renewedAt = now;
    }
  }

  private Opened open(
      Connection connection,
      List<Lease> kept,
      List<Sent> sent,
      Set<Long> settled,
      BooleanSupplier stopping)
      throws SQLException {
    Opened following = open.following(connection, kept, sent, settled);
    return following.isNothing() && !stopping.getAsBoolean() ? due(connection, kept) : following;
  }

  private Opened due(Connection connection, List<Lease> kept) throws SQLException {
    List<Lease> keptCapped = capped.stream().filter(kept::contains).toList();
    if (!keptCapped.isEmpty()) {
      cost.judge(connection, keptCapped, tools.clock().instant());
    }
    if (live) {
      return open.ofDue(connection, kept, Portion.single(1), new LowWater());
    }
    Opened opened = open.ofDue(connection, kept, portion, low);
    if (opened.attempts().size() == portion.most() || isCutShort(opened)) {
      return opened;
    }
    portion = portion.larger();
    // There is no backlog to hurry through: what was put back meanwhile comes first again.
    return low.reset() && opened.isNothing() ? open.ofDue(connection, kept, portion, low) : opened;
  }

  /** A thread is the last of its account that is claimed: there may be more behind it. */
  private static boolean isCutShort(Opened opened) {
    return opened.attempts().stream().anyMatch(each -> each.claim().bodies().size() > 1);
  }

  /** Nodes that would wait for the leases to run out are told that they need not. */
  private void giveBack(Connection connection, List<Lease> which, boolean isAwaited)
      throws SQLException {
    FindOpenAttempts.putBackUnsent(connection, which);
    Leases.giveBack(connection, which);
    if (isAwaited) {
      DueNotices.send(connection, tools.clock().instant());
    }
  }

  /**
   * One outcome that the database will not take must not drag the others along. A node that is
   * stopping does not offer each to a database that is gone.
   */
  private void recordOneByOne(List<Sent> sent, BooleanSupplier stopping) {
    for (Sent each : sent) {
      if (offer.hasGivenUp()) {
        log.error("The database is gone: what came of {} parts was not recorded", sent.size());
        return;
      }
      try {
        Set<Long> unused =
            offer.offer((c, again) -> outcomes.record(c, List.of(each.settlement())), stopping);
      } catch (DatabaseException e) {
        log.error(
            "Delivery {} part {} stays open, its outcome can't be recorded: {}",
            each.settlement().delivery(),
            each.settlement().position(),
            each.settlement().outcome(),
            e);
      }
    }
  }

  private void lookInto(OpenAttempt attempt, BooleanSupplier stopping) {
    Settlement settlement = send.lookInto(attempt);
    Set<Long> unused = offer.offer((c, again) -> outcomes.record(c, List.of(settlement)), stopping);
  }

  /** What is committed is committed: a watcher that fails must not break off the release. */
  private void tell(List<Sent> sent) {
    try {
      sent.forEach(each -> tools.watcher().settled(each.attempt(), each.settlement()));
      tools.watcher().runIsOver();
    } catch (RuntimeException e) {
      log.warn("Not everybody was told of {} parts that are settled", sent.size(), e);
    }
  }
}

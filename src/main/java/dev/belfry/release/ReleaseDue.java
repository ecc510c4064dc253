package dev.belfry.release;

import dev.belfry.audit.FindOpenAttempts;
import dev.belfry.queue.Lease;
import dev.belfry.queue.Leases;
import dev.belfry.queue.NextDue;
import dev.belfry.release.TakeAccounts.Beginning;
import dev.belfry.sql.DatabaseException;
import dev.belfry.sql.SqlWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The passes of a node: each takes the accounts that have something due, and gives them to lanes
 * that release theirs in order until nothing is due any more.
 *
 * <p>Not thread-safe: a node makes one pass at a time, though its lanes go on meanwhile. Any number
 * of nodes may, at the same time, each its own.
 */
public final class ReleaseDue implements Pass {
  private final ReleaseTools tools;
  private final ReleaseSettings settings;
  private final LeasesInHand inHand;
  private final Lanes lanes;
  private final NoticeRestore restore;
  private final TakeAccounts take;
  private final RecordOutcomes outcomes;

  /** Whether the last taking was broken off, and may have taken accounts that no lane has. */
  private boolean isUnsure;

  /**
   * @param inHand the leases that the node's heartbeat renews
   */
  public ReleaseDue(
      ReleaseTools tools, ReleaseSettings settings, LeasesInHand inHand, Lanes lanes) {
    this.tools = tools;
    this.settings = settings;
    this.inHand = inHand;
    this.lanes = lanes;
    this.restore = new NoticeRestore(tools, settings);
    this.take = new TakeAccounts(tools, settings, inHand, restore);
    this.outcomes = new RecordOutcomes(tools, settings);
  }

  @Override
  public void warmUp() {
    new WarmUp(tools, settings, restore, take).release(lanes);
  }

  /**
   * What is due on dry-run accounts does not wait in its transaction until live ones are found;
   * where nothing is, one transaction asks for both.
   */
  @Override
  public void pass(BooleanSupplier stopping, Consumer<Instant> wake) {
    List<Beginning> first = begin(this::dryRunOrElseLive, stopping, wake);
    if (first.stream().anyMatch(beginning -> !beginning.live()) && !stopping.getAsBoolean()) {
      List<Beginning> unused = begin(this::live, stopping, wake);
    }
  }

  private List<Beginning> begin(
      SqlWork<List<Beginning>> taking, BooleanSupplier stopping, Consumer<Instant> wake) {
    Instant askedAt = tools.clock().instant();
    List<Beginning> beginnings;
    try {
      beginnings = tools.database().inTransaction(connection -> afterStrays(connection, taking));
      isUnsure = false;
    } catch (DatabaseException e) {
      isUnsure = true;
      throw e;
    }
    for (Beginning beginning : beginnings) {
      inHand.add(beginning.live(), beginning.leases());
    }
    List<Beginning> left =
        beginnings.stream().filter(each -> !start(each, askedAt, stopping, wake)).toList();
    if (!left.isEmpty()) {
      leave(left);
    }
    return beginnings;
  }

  /** The heartbeat would keep them for ever, and nobody would release what is due there. */
  private void leave(List<Beginning> beginnings) {
    beginnings.forEach(each -> inHand.neverBegun(each.leases()));
    isUnsure = true;
    throw new IllegalStateException(
        "%d of the lanes could not be started: the machine has no thread for them"
            .formatted(beginnings.size()));
  }

  @Override
  public void finish() {
    lanes.finish();
  }

  @Override
  public Optional<Instant> nextDue() {
    return tools
        .database()
        .lend(connection -> NextDue.find(connection, settings.live(), tools.clock().instant()));
  }

  @Override
  public boolean isDue() {
    return tools
        .database()
        .lend(connection -> NextDue.isDue(connection, settings.live(), tools.clock().instant()));
  }

  private List<Beginning> afterStrays(Connection connection, SqlWork<List<Beginning>> taking)
      throws SQLException {
    if (isUnsure) {
      giveBackStrays(connection);
    }
    return taking.with(connection);
  }

  private List<Beginning> dryRunOrElseLive(Connection connection) throws SQLException {
    List<Beginning> batches = dryRun(connection);
    return batches.isEmpty() ? live(connection) : batches;
  }

  private List<Beginning> dryRun(Connection connection) throws SQLException {
    int free = lanes.freeBatches();
    return free > 0 ? take.dryRun(connection, free) : List.of();
  }

  private List<Beginning> live(Connection connection) throws SQLException {
    int free = lanes.freeLive();
    return free > 0 && !settings.live().isEmpty() ? take.live(connection, free) : List.of();
  }

  /**
   * What a pass took whose commit was not answered, or for which there was no thread, never was in
   * a lane, and nothing was sent of it: also where the database was away for longer than the lease,
   * unless another node has it by now. What a lane had that was broken off is left to be looked
   * into.
   */
  private void giveBackStrays(Connection connection) throws SQLException {
    List<Lease> held = Leases.lastHeldBy(connection, settings.node());
    Leases.abandon(connection, inHand.leftBehind(held));
    List<Lease> strays = inHand.neverHeld(held);
    if (!strays.isEmpty()) {
      outcomes.withdraw(connection, strays);
      FindOpenAttempts.putBackUnsent(connection, strays);
      Leases.giveBack(connection, strays);
    }
  }

  private boolean start(
      Beginning beginning, Instant askedAt, BooleanSupplier stopping, Consumer<Instant> wake) {
    Lane lane = new Lane(tools, settings, inHand, restore, lanes::hasIdleBatch, beginning);
    return lanes.start(
        beginning.live(),
        () -> {
          try {
            lane.release(beginning.doubts(), Run.begin(beginning.opened(), askedAt), stopping);
          } finally {
            inHand.drop(beginning.leases());
          }
        },
        () -> nextDue().ifPresent(wake));
  }
}

package dev.belfry.release;

import dev.belfry.audit.OpenAttempts;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.publish.Settlement;
import dev.belfry.queue.ClaimDue;
import dev.belfry.queue.DueNotices;
import dev.belfry.queue.JudgeLate;
import dev.belfry.queue.Lease;
import dev.belfry.queue.Leases;
import dev.belfry.queue.NextDue;
import dev.belfry.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * One pass of a node: takes the accounts that have something due, and releases theirs in order
 * until nothing is due any more.
 *
 * <p>Not thread-safe: a node makes one pass at a time. Any number of nodes may, at the same time,
 * each its own.
 */
public final class ReleaseDue implements Pass {
  private final Database database;
  private final Publishers publishers;
  private final SettleOutcome settle;
  private final ReleaseSettings settings;
  private final InstantSource clock;
  private final ReleaseRun run;
  private final OfferUntilRecorded offer;
  private final PrepareAttempts prepare;

  /**
   * @param clock the node's clock, corrected to the database's
   */
  public ReleaseDue(
      Database database,
      Publishers publishers,
      SettleOutcome settle,
      ReleaseSettings settings,
      InstantSource clock,
      ReleaseWatcher watcher) {
    this.database = database;
    this.publishers = publishers;
    this.settle = settle;
    this.settings = settings;
    this.clock = clock;
    this.offer = new OfferUntilRecorded(database);
    this.prepare = new PrepareAttempts(publishers, clock);
    this.run = new ReleaseRun(offer, publishers, settle, prepare, settings.node(), clock, watcher);
  }

  @Override
  public void pass(BooleanSupplier stopping) {
    Start start = database.inTransaction(this::start);
    if (start.leases().isEmpty()) {
      return;
    }
    start.abandoned().forEach(attempt -> lookInto(attempt, stopping));
    List<Attempt> attempts = start.attempts();
    do {
      run.release(attempts, stopping);
      attempts = stopping.getAsBoolean() ? giveBack(start.leases()) : nextRun(start.leases());
    } while (!attempts.isEmpty());
  }

  @Override
  public Optional<Instant> nextDue() {
    return database.lend(connection -> NextDue.find(connection, settings.live()));
  }

  @Override
  public boolean isDue() {
    return database.lend(connection -> NextDue.isDue(connection, settings.live(), clock.instant()));
  }

  /**
   * What a pass begins with.
   *
   * @param abandoned attempts that a dead node left open; where there are any, they are looked into
   *     before anything of their account goes out
   */
  private record Start(List<Lease> leases, List<OpenAttempt> abandoned, List<Attempt> attempts) {}

  /** Everything in one transaction: what is due leaves one commit after its instant. */
  private Start start(Connection connection) throws SQLException {
    Instant now = clock.instant();
    List<Lease> leases =
        Leases.take(
            connection,
            settings.node(),
            settings.live(),
            now,
            settings.lease(),
            settings.accounts());
    if (leases.isEmpty()) {
      return new Start(leases, List.of(), List.of());
    }
    List<OpenAttempt> abandoned = OpenAttempts.abandoned(connection, leases);
    OpenAttempts.putBackUnsent(connection, leases);
    JudgeLate.judge(connection, leases, now, settings.node());
    return new Start(
        leases, abandoned, abandoned.isEmpty() ? claimAndOpen(connection, leases, now) : List.of());
  }

  private List<Attempt> nextRun(List<Lease> leases) {
    return database.inTransaction(
        connection -> {
          List<Lease> held = Leases.renew(connection, leases, settings.lease());
          List<Attempt> attempts = claimAndOpen(connection, held, clock.instant());
          if (attempts.isEmpty()) {
            Leases.giveBack(connection, held);
          }
          return attempts;
        });
  }

  /** Nodes that wait for the leases to run out are told that they need not. */
  private List<Attempt> giveBack(List<Lease> leases) {
    return database.inTransaction(
        connection -> {
          Leases.giveBack(connection, leases);
          DueNotices.send(connection, clock.instant());
          return List.of();
        });
  }

  private List<Attempt> claimAndOpen(Connection connection, List<Lease> leases, Instant now)
      throws SQLException {
    List<Attempt> attempts = new ArrayList<>();
    ClaimDue.claim(connection, leases, now, settings.run())
        .forEach(claim -> prepare.next(claim).ifPresent(attempts::add));
    return attempts.isEmpty() ? attempts : OpenAttempts.open(connection, attempts, settings.node());
  }

  private void lookInto(OpenAttempt attempt, BooleanSupplier stopping) {
    Settlement settlement =
        settle.settle(attempt, publishers.publisher(attempt.account()).look(attempt));
    Set<Long> unused =
        offer.offer(connection -> run.record(connection, List.of(settlement)), stopping);
  }
}

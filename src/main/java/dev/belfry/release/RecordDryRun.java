package dev.belfry.release;

import dev.belfry.audit.DryRuns;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.queue.Claim;
import dev.belfry.sql.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The pass of {@code run --dry-run}: goes through what is due as a live node would and records what
 * it would send, beside live nodes and without a trace in their work.
 */
public final class RecordDryRun implements Pass {
  private static final int BATCH = 100;

  private final Database database;
  private final Publishers publishers;
  private final SettleOutcome settle;
  private final InstantSource clock;
  private final ReleaseWatcher watcher;
  private final PrepareAttempts prepare;
  private final long run;

  /** Begins a run of its own. */
  public RecordDryRun(
      Database database,
      Publishers publishers,
      SettleOutcome settle,
      String node,
      InstantSource clock,
      ReleaseWatcher watcher) {
    this.database = database;
    this.publishers = publishers;
    this.settle = settle;
    this.clock = clock;
    this.watcher = watcher;
    this.prepare = new PrepareAttempts(publishers, clock);
    this.run = database.inTransaction(connection -> DryRuns.start(connection, node));
  }

  @Override
  public void pass(BooleanSupplier stopping) {
    List<Claim> due;
    do {
      due = database.lend(c -> DryRuns.due(c, run, clock.instant(), BATCH));
      due.forEach(this::record);
    } while (!due.isEmpty() && !stopping.getAsBoolean());
  }

  @Override
  public Optional<Instant> nextDue() {
    return database.lend(connection -> DryRuns.nextDue(connection, run));
  }

  @Override
  public boolean isDue() {
    return nextDue().filter(due -> !due.isAfter(clock.instant())).isPresent();
  }

  private void record(Claim claim) {
    List<Sent> parts = new ArrayList<>();
    Claim now = claim;
    for (Optional<Attempt> next = prepare.next(now); next.isPresent(); next = prepare.next(now)) {
      Sent sent = send(next.get());
      parts.add(sent);
      now = now.after(sent.settlement().sentPart().orElseThrow());
    }
    database.transact(
        connection -> DryRuns.record(connection, run, parts.stream().map(Sent::attempt).toList()));
    parts.forEach(part -> watcher.settled(part.attempt(), part.settlement()));
  }

  private Sent send(Attempt attempt) {
    Outcome outcome = publishers.dryRun().publish(attempt);
    return new Sent(attempt, settle.settle(attempt, outcome, clock.instant()));
  }
}

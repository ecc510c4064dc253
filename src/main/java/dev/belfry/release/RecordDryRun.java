package dev.belfry.release;

import dev.belfry.audit.DryRuns;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Outcome;
import dev.belfry.queue.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The pass of {@code run --dry-run}: goes through what is due and records what a live node would
 * send of it, beside live nodes and without a trace in their work. An account that nobody is logged
 * in to, and that is held for it, is rehearsed like the others; a post that is held is not. It
 * keeps no distances, and judges neither what is late nor what it costs: {@code rehearse} plays all
 * that.
 */
public final class RecordDryRun implements Pass {
  private static final int BATCH = 100;
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final ReleaseTools tools;
  private final PrepareAttempts prepare;
  private final long run;

  /** Begins a run of its own. */
  public RecordDryRun(ReleaseTools tools, String node) {
    this.tools = tools;
    this.prepare = new PrepareAttempts(tools.publishers(), tools.clock());
    this.run = tools.database().inTransaction(connection -> DryRuns.start(connection, node));
  }

  @Override
  public void pass(BooleanSupplier stopping, Consumer<Instant> wake) {
    List<Claim> due;
    do {
      due = tools.database().lend(c -> DryRuns.due(c, run, tools.clock().instant(), BATCH));
      due.forEach(this::record);
    } while (!due.isEmpty() && !stopping.getAsBoolean());
  }

  /** Nothing goes on after a pass. */
  @Override
  public void finish() {}

  @Override
  public Optional<Instant> nextDue() {
    return tools.database().lend(connection -> DryRuns.nextDue(connection, run));
  }

  @Override
  public boolean isDue() {
    return nextDue().filter(due -> !due.isAfter(tools.clock().instant())).isPresent();
  }

  private void record(Claim claim) {
    List<Sent> parts = new ArrayList<>();
    Claim now = claim;
    while (now.nextPart().isPresent()) {
      Sent sent = send(prepare.attempt(now, Map.of()));
      parts.add(sent);
      now = now.after(sent.settlement().sentParts());
    }
    tools
        .database()
        .transact(
            connection ->
                DryRuns.record(connection, run, parts.stream().map(Sent::attempt).toList()));
    parts.forEach(part -> tools.watcher().settled(part.attempt(), part.settlement()));
    tools.watcher().runIsOver();
  }

  private Sent send(Attempt attempt) {
    Outcome outcome = tools.publishers().dryRun().publish(attempt, AT_ONCE);
    return new Sent(attempt, tools.settle().settle(attempt, outcome, tools.clock().instant()));
  }
}

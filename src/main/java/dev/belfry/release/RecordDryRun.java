package dev.belfry.release;

import dev.belfry.audit.DryRuns;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Outcome;
import dev.belfry.queue.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pass of {@code run --dry-run}: goes through what is due and records what a live node would
 * send of it, beside live nodes and without a trace in their work. An account that nobody is logged
 * in to, and that is held for it, is rehearsed like the others; a post that is held is not. What no
 * request can be made of, where a live node would hold it, is told and keeps nothing else from
 * being recorded. It keeps no distances, and judges neither what is late nor what it costs: {@code
 * rehearse} plays all that. Not thread-safe.
 */
public final class RecordDryRun implements Pass {
  private static final Logger log = LoggerFactory.getLogger(RecordDryRun.class);
  private static final int BATCH = 100;
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final ReleaseTools tools;
  private final PrepareAttempts prepare;
  private final long run;

  /** What this run is through with and has no record of. */
  private final Set<Long> passedOver = new HashSet<>();

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
      due =
          tools
              .database()
              .lend(c -> DryRuns.due(c, run, passedOver, tools.clock().instant(), BATCH));
      due.forEach(this::record);
    } while (!due.isEmpty() && !stopping.getAsBoolean());
  }

  /** Nothing goes on after a pass. */
  @Override
  public void finish() {}

  @Override
  public Optional<Instant> nextDue() {
    return tools.database().lend(connection -> DryRuns.nextDue(connection, run, passedOver));
  }

  @Override
  public boolean isDue() {
    return nextDue().filter(due -> !due.isAfter(tools.clock().instant())).isPresent();
  }

  private void record(Claim claim) {
    List<Sent> parts = new ArrayList<>();
    Claim now = claim;
    @Nullable RuntimeException defect = null;
    try {
      while (now.nextPart().isPresent()) {
        Sent sent = send(prepare.attempt(now, Map.of()));
        parts.add(sent);
        now = now.after(sent.settlement().sentParts());
      }
    } catch (RuntimeException e) {
      defect = e;
    }
    if (parts.isEmpty()) {
      passedOver.add(claim.delivery());
    }
    tools
        .database()
        .transact(
            connection ->
                DryRuns.record(connection, run, parts.stream().map(Sent::attempt).toList()));
    parts.forEach(part -> tools.watcher().settled(part.attempt(), part.settlement()));
    if (defect != null) {
      tellDefect(now, defect);
    }
    tools.watcher().runIsOver();
  }

  private void tellDefect(Claim claim, RuntimeException defect) {
    log.error(
        "Delivery {} of post {} would be held: its request met a defect",
        claim.delivery(),
        claim.post(),
        defect);
    tools
        .watcher()
        .unmade(
            claim,
            claim.nextPart().orElseThrow(),
            "it would be held: Belfry itself failed to make its request: " + defect);
  }

  private Sent send(Attempt attempt) {
    Outcome outcome = tools.publishers().dryRun().publish(attempt, AT_ONCE);
    return new Sent(attempt, tools.settle().settle(attempt, outcome, tools.clock().instant()));
  }
}

package dev.belfry.testing;

import dev.belfry.publish.Backoff;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.release.Lanes;
import dev.belfry.release.LeasesInHand;
import dev.belfry.release.ReleaseDue;
import dev.belfry.release.ReleaseSettings;
import dev.belfry.release.ReleaseTools;
import dev.belfry.release.SentMarks;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** A node over a network that answers as the test says; its lanes run within its passes. */
public final class ScriptedNode {
  private final ReleaseDue passes;

  public ScriptedNode(QueueFixture queue, ScriptedPublishers network, InstantSource clock) {
    this(queue, network, clock, SentMarks.NONE);
  }

  public ScriptedNode(
      QueueFixture queue, ScriptedPublishers network, InstantSource clock, SentMarks marks) {
    this("scripted", queue, network, clock, marks);
  }

  public ScriptedNode(
      String name,
      QueueFixture queue,
      ScriptedPublishers network,
      InstantSource clock,
      SentMarks marks) {
    ReleaseSettings settings = queue.node(name, ReleaseSettings.DEFAULT_LEASE, network.live());
    SettleOutcome settle = new SettleOutcome(Backoff.DEFAULT, Backoff.LOOKS, new Random(11));
    ReleaseTools tools =
        new ReleaseTools(
            queue.database(), network, settle, clock, (attempt, settlement) -> {}, marks);
    this.passes =
        new ReleaseDue(
            tools,
            settings,
            new LeasesInHand(),
            new Lanes(Runnable::run, /* live= */ 8, /* batches= */ 2));
  }

  public void pass() {
    pass(() -> false);
  }

  public void pass(BooleanSupplier stopping) {
    passes.pass(stopping, next -> {});
  }
}

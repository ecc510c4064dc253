package dev.belfry.bench;

import dev.belfry.app.postgres.DbAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The same backlog while another session holds an old snapshot open, as a backup or a forgotten
 * transaction does: nothing that was claimed or released since can be cleared away.
 */
final class SnapshotBench {
  private static final int JOBS = 20_000;
  private static final double AT_LEAST = 0.6;

  private final BenchServer server;
  private final Report report;
  private final int rounds;

  SnapshotBench(BenchServer server, Report report, int rounds) {
    this.server = server;
    this.report = report;
    this.rounds = rounds;
  }

  void run() {
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    List<Double> again = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      DbAddress address = server.migrated("snapshot");
      try (BelfryQueue queue = BelfryQueue.in(address);
          Child node = Child.node(address);
          Sql other = Sql.on(address)) {
        Span warmUp = queue.release(JOBS);
        without.add(queue.release(JOBS).jobsPerSecond());
        other.run("BEGIN ISOLATION LEVEL REPEATABLE READ", "SELECT count(*) FROM waiting");
        with.add(queue.release(JOBS).jobsPerSecond());
        again.add(queue.release(JOBS).jobsPerSecond());
        Report.progress(
            "round %d, node %d, snapshot: %s, then %s, %s, %s",
            round, node.pid(), warmUp, without, with, again);
      } finally {
        server.drop("snapshot");
      }
    }
    tell(Report.median(without), Report.median(with), Report.median(again));
  }

  private void tell(double without, double with, double again) {
    report.say("%n### With an old snapshot open elsewhere%n");
    report.say(
        "Batches of 20,000 in one JVM, after one that warms up. The third follows while the dead rows"
            + " of the second are%nstill there. Medians of %d.%n",
        rounds);
    report.heading("batch", "jobs/s", "of the first");
    report.row(List.of("without", Report.whole(without), ""));
    report.row(
        List.of("with a snapshot", Report.whole(with), Report.ratio(with / without)));
    report.row(
        List.of("with the same snapshot, again", Report.whole(again), Report.ratio(again / without)));
    report.say("");
    report.say(
        "- %s",
        Report.goal(
            Math.min(with, again) / without >= AT_LEAST, "at least " + Report.ratio(AT_LEAST)));
  }
}

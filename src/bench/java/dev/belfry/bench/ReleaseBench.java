package dev.belfry.bench;

import dev.belfry.app.postgres.DbAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The release of a backlog: every engine in turn, as often as there are rounds. */
final class ReleaseBench {
  private static final int JOBS = 20_000;
  private static final int QUARTZ_JOBS = 1_000;
  private static final String BELFRY = "Belfry";

  /** An engine as the table names it, how {@link PeerMain} knows it, and the size of its batches. */
  private record Engine(String title, String peer, int jobs) {}

  private static final List<Engine> ENGINES =
      List.of(
          new Engine(BELFRY, "", JOBS),
          new Engine("hand-written floor, 2 threads", "floor 2", JOBS),
          new Engine("db-scheduler, fetch, 10 threads", "fetch 10", JOBS),
          new Engine("db-scheduler, fetch, 20 threads", "fetch 20", JOBS),
          new Engine("db-scheduler, lock-and-fetch, 10 threads", "lock-and-fetch 10", JOBS),
          new Engine("db-scheduler, lock-and-fetch, 20 threads", "lock-and-fetch 20", JOBS),
          new Engine("Quartz JDBC store, batches of 1", "quartz 1", QUARTZ_JOBS),
          new Engine("Quartz JDBC store, batches of 50", "quartz 50", QUARTZ_JOBS));

  private final BenchServer server;
  private final Report report;
  private final int rounds;
  private final Map<Engine, List<List<Span>>> measured = new LinkedHashMap<>();

  ReleaseBench(BenchServer server, Report report, int rounds) {
    this.server = server;
    this.report = report;
    this.rounds = rounds;
  }

  void run(List<String> only) {
    List<Engine> engines =
        ENGINES.stream()
            .filter(e -> only.isEmpty() || only.stream().anyMatch(o -> e.title().startsWith(o)))
            .toList();
    for (int round = 1; round <= rounds; round++) {
      for (Engine engine : engines) {
        List<Span> spans = engine.title().equals(BELFRY) ? belfry() : peer(engine);
        Report.progress("round %d, %s: %s", round, engine.title(), spans);
        measured.computeIfAbsent(engine, absent -> new ArrayList<>()).add(spans);
      }
    }
    tell();
  }

  private List<Span> belfry() {
    DbAddress address = server.migrated("release");
    try (BelfryQueue queue = BelfryQueue.in(address);
        Child node = Child.node(address)) {
      assert node.pid() > 0;
      return List.of(queue.release(JOBS), queue.release(JOBS));
    } finally {
      server.drop("release");
    }
  }

  private List<Span> peer(Engine engine) {
    DbAddress address = server.empty("release");
    try (Child peer =
        Child.jvm(address, PeerMain.class, engine.peer(), Integer.toString(engine.jobs()))) {
      return List.of(Span.parse(peer.line()), Span.parse(peer.line()));
    } finally {
      server.drop("release");
    }
  }

  private void tell() {
    report.say("%n### A backlog of 20,000%n");
    report.say(
        "One-part dry-run deliveries of 200 characters over 100 accounts, all due, each leaving its"
            + " history. Each engine%nin a JVM of its own (`%s`), started anew in each of the %d"
            + " rounds, the engines in turn; the first%nbatch is the first thing that the JVM"
            + " releases, the second follows in the same JVM. Jobs a second, medians, from the%nfirst"
            + " row that the engine writes to the last, on the database's clock. Quartz' batches have"
            + " %,d jobs.%n",
        String.join(" ", Child.FLAGS), rounds, QUARTZ_JOBS);
    report.heading("engine", "first batch", "Belfry is", "second batch", "Belfry is");
    for (Engine engine : measured.keySet()) {
      report.row(
          List.of(
              engine.title(),
              Report.whole(rate(engine, 0)),
              Report.ratio(belfryRate(0) / rate(engine, 0)),
              Report.whole(rate(engine, 1)),
              Report.ratio(belfryRate(1) / rate(engine, 1))));
    }
    report.say("");
    tellGoal("db-scheduler", 12);
    tellGoal("Quartz", 100);
    tellGoal("hand-written", 0.6);
  }

  /** Against the best of those whose titles begin so, in either batch. */
  private void tellGoal(String beginning, double atLeast) {
    List<Engine> peers =
        measured.keySet().stream().filter(e -> e.title().startsWith(beginning)).toList();
    if (peers.isEmpty()) {
      return;
    }
    double first = belfryRate(0) / peers.stream().mapToDouble(e -> rate(e, 0)).max().orElseThrow();
    double second = belfryRate(1) / peers.stream().mapToDouble(e -> rate(e, 1)).max().orElseThrow();
    report.say(
        "- against %s at its best: %s in the first batch, %s in the second; %s",
        beginning,
        Report.ratio(first),
        Report.ratio(second),
        Report.goal(Math.min(first, second) >= atLeast, "at least " + Report.ratio(atLeast)));
  }

  private double rate(Engine engine, int batch) {
    return Report.median(
        measured.getOrDefault(engine, List.of()).stream().map(spans -> spans.get(batch).jobsPerSecond()).toList());
  }

  private double belfryRate(int batch) {
    return measured.containsKey(ENGINES.get(0)) ? rate(ENGINES.get(0), batch) : Double.NaN;
  }
}

package dev.belfry.bench;

import dev.belfry.app.postgres.DbAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same backlog on top of more and more deliveries that are over. */
final class HistoryBench {
  private static final int JOBS = 20_000;
  private static final double AT_MOST = 1.3;

  private final BenchServer server;
  private final Report report;
  private final int rounds;

  HistoryBench(BenchServer server, Report report, int rounds) {
    this.server = server;
    this.report = report;
    this.rounds = rounds;
  }

  /** As long as there is room on the disk. */
  void run(List<Long> sizes) {
    report.say("%n### On top of what is over%n");
    report.say(
        "The second batch of 20,000 of a JVM, with as many finished deliveries in the tables. Medians"
            + " of %d.%n",
        rounds);
    report.heading("finished deliveries", "database", "jobs/s", "slower than with the fewest");
    DbAddress address = server.migrated("history");
    List<Double> rates = new ArrayList<>();
    try (BelfryQueue queue = BelfryQueue.in(address)) {
      for (long size : sizes) {
        if (roomFor(size, queue.sql())) {
          new FinishedDeliveries(queue.sql()).fillTo(size);
          rates.add(Report.median(measure(address, queue)));
          tell(size, queue.sql(), rates);
        }
      }
    } finally {
      server.drop("history");
    }
    report.say("");
    double slower = rates.get(0) / rates.get(rates.size() - 1);
    report.say("- %s", Report.goal(slower <= AT_MOST, "at most " + Report.ratio(AT_MOST)));
  }

  private List<Double> measure(DbAddress address, BelfryQueue queue) {
    List<Double> measured = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      try (Child node = Child.node(address)) {
        Span first = queue.release(JOBS);
        Span second = queue.release(JOBS);
        Report.progress("round %d, node %d: %s, %s", round, node.pid(), first, second);
        measured.add(second.jobsPerSecond());
      }
    }
    return measured;
  }

  private void tell(long size, Sql sql, List<Double> rates) {
    double rate = rates.get(rates.size() - 1);
    report.row(
        List.of(
            Report.whole((double) size),
            sql.ask("SELECT pg_size_pretty(pg_database_size(current_database()))"),
            Report.whole(rate),
            Report.ratio(rates.get(0) / rate)));
  }

  private boolean roomFor(long size, Sql sql) {
    try {
      long free = Files.getFileStore(Path.of("target")).getUsableSpace();
      long needed =
          (size - sql.number("SELECT count(*) FROM posts")) * FinishedDeliveries.BYTES_EACH;
      Report.progress("disk: %,d MB free, %,d MB needed", free >> 20, needed >> 20);
      if (free < needed) {
        report.row(
            List.of(
                Report.whole((double) size),
                "skipped: %,d GB free, %,d GB needed".formatted(free >> 30, needed >> 30),
                "",
                ""));
      }
      return free >= needed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

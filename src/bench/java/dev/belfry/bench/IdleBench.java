package dev.belfry.bench;

import dev.belfry.app.postgres.DbAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a node takes that has nothing to do. */
final class IdleBench {
  private static final int SETTLE_SECONDS = 10;
  /** As long as it takes until what a cluster does once in a while comes round. */
  private static final int SECONDS = 300;
  private static final int MOST_MEGABYTES = 150;

  private final BenchServer server;
  private final Report report;

  IdleBench(BenchServer server, Report report) {
    this.server = server;
    this.report = report;
  }

  void run() {
    DbAddress address = server.migrated("idle");
    try (BelfryQueue queue = BelfryQueue.in(address)) {
      // What a session is sent is told in the server's log, statement by statement.
      queue.sql().run("ALTER DATABASE idle SET log_statement = 'all'");
    }
    try (Child node = Child.node(address)) {
      pause(SETTLE_SECONDS);
      long before = statements();
      pause(SECONDS);
      double perSecond = (statements() - before) / (double) SECONDS;
      tell(perSecond, megabytes(node.pid(), "VmRSS:"), megabytes(node.pid(), "RssAnon:"));
    } finally {
      server.drop("idle");
    }
  }

  private void tell(double perSecond, double resident, double own) {
    report.say("%n### Idle%n");
    report.say(
        "`belfry run` (`%s`) with nothing due, over %d s: %.2f statements a second; %.0f MB resident"
            + " (%.0f MB of%nit its own memory, the rest mapped files).%n",
        String.join(" ", Child.FLAGS), SECONDS, perSecond, resident, own);
    report.say("- %s", Report.goal(perSecond < 1, "under 1 statement a second"));
    report.say("- %s", Report.goal(resident < MOST_MEGABYTES, "under 150 MB"));
  }

  private long statements() {
    try (var lines = Files.lines(Path.of(server.ask("SHOW data_directory"), "server.log"))) {
      return lines.filter(line -> line.contains("LOG:  execute") || line.contains("LOG:  statement"))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of Linux' account of the process; not a number elsewhere. */
  private static double megabytes(long pid, String what) {
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
      String line = lines.stream().filter(l -> l.startsWith(what)).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  private static void pause(int seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

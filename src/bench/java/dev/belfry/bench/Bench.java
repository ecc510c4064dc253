package dev.belfry.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Runs the parts that the system property {@code bench} names, and leaves their tables in {@code
 * target/bench/report.md}.
 */
public final class Bench {
  /** Where databases, logs and the report are kept. */
  static final Path FOLDER = Path.of("target", "bench");

  private Bench() {}

  public static void main(String... args) {
    Locale.setDefault(Locale.ROOT);
    List<String> parts = list("bench", "release,snapshot,history,lateness,enqueue,idle");
    int rounds = Integer.getInteger("bench.rounds", 3);
    Report report = new Report(FOLDER.resolve("report.md"));
    try (BenchServer server = BenchServer.start(FOLDER.resolve("postgres"))) {
      tellMachine(report, server);
      if (parts.contains("release")) {
        new ReleaseBench(server, report, rounds).run(list("bench.engines", ""));
      }
      if (parts.contains("snapshot")) {
        new SnapshotBench(server, report, rounds).run();
      }
      if (parts.contains("history")) {
        new HistoryBench(server, report, rounds).run(finished());
      }
      if (parts.contains("lateness")) {
        new LatenessBench(report).run();
      }
      if (parts.contains("enqueue")) {
        new EnqueueBench(server, report, rounds).run();
      }
      if (parts.contains("idle")) {
        new IdleBench(server, report).run();
      }
    }
    Report.progress("the whole report is in %s", FOLDER.resolve("report.md"));
  }

  private static List<Long> finished() {
    return list("bench.finished", "10000,1000000,10000000").stream().map(Long::valueOf).toList();
  }

  private static List<String> list(String property, String otherwise) {
    return Stream.of(System.getProperty(property, otherwise).split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static void tellMachine(Report report, BenchServer server) {
    report.say(
        "Postgres %s with fsync %s, synchronous_commit %s, full_page_writes %s, shared_buffers %s;"
            + " JDK %s; %d processors, load %.1f at the start.",
        server.ask("SHOW server_version"),
        server.ask("SHOW fsync"),
        server.ask("SHOW synchronous_commit"),
        server.ask("SHOW full_page_writes"),
        server.ask("SHOW shared_buffers"),
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}

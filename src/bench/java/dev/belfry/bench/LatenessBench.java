package dev.belfry.bench;

import dev.belfry.app.postgres.DbAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** How late posts start that this process queues, two seconds ahead, for a node that runs. */
final class LatenessBench {
  private static final int POSTS = 200;
  private static final int WARM_UP = 10;
  private static final int SPREAD_MILLIS = 60_000;
  private static final Duration AHEAD = Duration.ofSeconds(2);

  /** A commit's own time is kept only where this is on. */
  private static final String COMMIT_TIMES = "track_commit_timestamp = on";

  private static final String SETTINGS = COMMIT_TIMES + "\n" + CommitLog.SETTINGS;

  private final Report report;
  private final Random random = new Random(1);
  private final List<Double> control = new ArrayList<>();

  LatenessBench(Report report) {
    this.report = report;
  }

  void run() {
    try (BenchServer server =
        BenchServer.startWith(Bench.FOLDER.resolve("postgres-lateness"), SETTINGS)) {
      DbAddress address = server.migrated("lateness");
      try (BelfryQueue queue = BelfryQueue.in(address);
          Child node = Child.node(address);
          Sql clock = Sql.on(address)) {
        Report.progress("lateness: node %d, %d posts over 60 s", node.pid(), POSTS);
        queueAll(queue, clock, WARM_UP, SPREAD_MILLIS / 20);
        queue.awaitEmpty();
        control.clear();
        String since = queue.sql().ask("SELECT clock_timestamp()");
        queueAll(queue, clock, POSTS, SPREAD_MILLIS);
        queue.awaitEmpty();
        tell(queue.sql(), since);
      } finally {
        server.drop("lateness");
      }
    }
  }

  private void queueAll(BelfryQueue queue, Sql clock, int posts, int spreadMillis) {
    ScheduledExecutorService other = Executors.newSingleThreadScheduledExecutor();
    ScheduledExecutorService controls = Executors.newSingleThreadScheduledExecutor();
    for (int i = 0; i < posts; i++) {
      Future<?> unused =
          other.schedule(
              () -> queueOne(queue, clock, controls),
              random.nextInt(spreadMillis),
              TimeUnit.MILLISECONDS);
    }
    end(other);
    end(controls);
  }

  private void queueOne(BelfryQueue queue, Sql clock, ScheduledExecutorService controls) {
    Instant due = Instant.now().plus(AHEAD);
    queue.queueOne(due);
    Future<?> unused =
        controls.schedule(
            () -> control.add(late(clock, due)),
            Duration.between(Instant.now(), due).toNanos(),
            TimeUnit.NANOSECONDS);
  }

  /** What the machine allows: a thread that only wakes at the instant and asks for the time. */
  private static double late(Sql clock, Instant due) {
    return Double.parseDouble(
        clock.ask(
            "SELECT 1000 * extract(epoch FROM clock_timestamp() - '%s'::timestamptz)"
                .formatted(due.atOffset(ZoneOffset.UTC))));
  }

  private static void end(ScheduledExecutorService executor) {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(2, TimeUnit.MINUTES)) {
        throw new IllegalStateException("not all was queued");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void tell(Sql sql, String since) {
    List<Begun> begun = begun(sql, since);
    Path log = Path.of(sql.ask("SHOW data_directory"), "server.log");
    CommitLog commits = CommitLog.read(log);
    List<Double> committed =
        begun.stream().map(each -> commits.overAtLatest(each.at()) - each.due()).toList();
    report.say("%n### Lateness%n");
    report.say(
        "%d posts for random instants over 60 s, each queued two seconds ahead by another process,"
            + " after ten that warm%nthe node up. In ms after the instant. That the attempt's commit"
            + " is begun is Postgres' own time of it (`%s`),%ntaken just before the log reaches the"
            + " disk; that it is done is that time and all that the commit took, by the%nserver's log"
            + " (`log_duration`), and is what is held against the goal.%n",
        POSTS, COMMIT_TIMES);
    report.heading("", "p50", "p99", "max");
    row("attempt written", late(sql, "t.opened_at", since));
    row("attempt's commit begun", begun.stream().map(each -> each.at() - each.due()).toList());
    row("attempt's commit done", committed);
    row("outcome recorded", late(sql, "t.settled_at", since));
    row("control: a thread that wakes and asks the time", control);
    report.say("");
    report.say(
        "- %s",
        Report.goal(
            percentile(committed, 50) <= 5
                && percentile(committed, 99) <= 20
                && percentile(committed, 100) <= 60,
            "p50 at most 5, p99 at most 20, max at most 60"));
  }

  private void row(String title, List<Double> millis) {
    if (millis.isEmpty()) {
      report.row(List.of(title, "", "", ""));
    } else {
      report.row(
          List.of(title, text(millis, 50), text(millis, 99), text(millis, 100)));
    }
  }

  private static String text(List<Double> millis, int percent) {
    return String.format(Locale.ROOT, "%.1f", percentile(millis, percent));
  }

  private static double percentile(List<Double> millis, int percent) {
    List<Double> sorted = millis.stream().sorted().toList();
    int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
    return sorted.get(Math.max(rank, 1) - 1);
  }

  /** How many ms after their instants the attempts had come so far. */
  private static List<Double> late(Sql sql, String at, String since) {
    return sql
        .rows(
            """
            SELECT 1000 * extract(epoch FROM %s - d.planned_at)
            FROM attempts t JOIN deliveries d ON d.id = t.delivery_id
            WHERE d.planned_at >= '%s'
            """
                .formatted(at, since))
        .stream()
        .map(row -> Double.parseDouble(row.get(0)))
        .toList();
  }

  /**
   * An attempt's commit.
   *
   * @param due ms since 1970
   * @param at ms since 1970
   */
  private record Begun(double due, double at) {}

  /** From the row of history that is written with the attempt. */
  private static List<Begun> begun(Sql sql, String since) {
    return sql
        .rows(
            """
            SELECT 1000 * extract(epoch FROM d.planned_at),
                   1000 * extract(epoch FROM pg_xact_commit_timestamp(h.xact::xid))
            FROM deliveries d JOIN history h ON h.post_id = d.post_id AND h.event = 'attempted'
            WHERE d.planned_at >= '%s'
            """
                .formatted(since))
        .stream()
        .map(row -> new Begun(Double.parseDouble(row.get(0)), Double.parseDouble(row.get(1))))
        .toList();
  }
}

package dev.belfry.bench;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.zaxxer.hikari.HikariDataSource;
import dev.belfry.app.postgres.DbAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Queueing one by one, each in a transaction of its own, on one connection. */
final class EnqueueBench {
  private static final int BLOCK = 1_000;
  private static final double AT_LEAST = 1.5;
  private static final Duration AHEAD = Duration.ofDays(1);

  private final BenchServer server;
  private final Report report;
  private final int rounds;

  EnqueueBench(BenchServer server, Report report, int rounds) {
    this.server = server;
    this.report = report;
    this.rounds = rounds;
  }

  void run() {
    List<Double> belfry = new ArrayList<>();
    List<Double> scheduler = new ArrayList<>();
    List<Double> floor = new ArrayList<>();
    DbAddress ours = server.migrated("enqueue");
    DbAddress theirs = server.empty("enqueue_peer");
    DbAddress byHand = server.empty("enqueue_floor");
    try (BelfryQueue queue = BelfryQueue.in(ours);
        FloorQueue least = FloorQueue.in(byHand);
        Sql sql = Sql.on(theirs);
        HikariDataSource one = OwnPosts.pool(theirs, 1)) {
      sql.run(DbSchedulerPeer.TABLES);
      OneTimeTask<Long> task = DbSchedulerPeer.task(new OwnPosts(one));
      SchedulerClient client = SchedulerClient.Builder.create(one, task).build();
      long next = 0;
      for (int round = 0; round <= rounds; round++) {
        double ourRate = perSecond(queue::queueOne);
        double floorRate = perSecond(least::queueOne);
        double theirRate = perSecond(client, task, next);
        next += BLOCK;
        Report.progress("round %d, enqueue: %.0f, %.0f, %.0f", round, ourRate, theirRate, floorRate);
        if (round > 0) { // the first only warms up
          belfry.add(ourRate);
          scheduler.add(theirRate);
          floor.add(floorRate);
        }
      }
    } finally {
      server.drop("enqueue");
      server.drop("enqueue_peer");
      server.drop("enqueue_floor");
    }
    tell(Report.median(belfry), Report.median(scheduler), Report.median(floor));
  }

  private static double perSecond(Consumer<Instant> queueOne) {
    Instant due = Instant.now().plus(AHEAD);
    long began = System.nanoTime();
    for (int i = 0; i < BLOCK; i++) {
      queueOne.accept(due);
    }
    return BLOCK * 1e9 / (System.nanoTime() - began);
  }

  private static double perSecond(SchedulerClient client, OneTimeTask<Long> task, long next) {
    Instant due = Instant.now().plus(AHEAD);
    long began = System.nanoTime();
    for (long i = next; i < next + BLOCK; i++) {
      boolean unused =
          client.schedule(
              task.instance(Long.toString(i), i), due, ScheduleOptions.WHEN_EXISTS_DO_NOTHING);
    }
    return BLOCK * 1e9 / (System.nanoTime() - began);
  }

  private void tell(double belfry, double scheduler, double floor) {
    report.say("%n### Queueing one by one%n");
    report.say(
        "Through the stages that `belfry draft` goes through, the post checked, measured, rendered,"
            + " stored and scheduled,%nagainst db-scheduler's `schedule`, which stores a number,"
            + " and a post and its place in a narrow queue by hand,%nunchecked;"
            + " a thousand of each in turn, one connection and one commit each. Medians of %d.%n",
        rounds);
    report.heading("", "a second", "Belfry is");
    report.row(List.of("Belfry", Report.whole(belfry), ""));
    report.row(
        List.of("db-scheduler", Report.whole(scheduler), Report.ratio(belfry / scheduler)));
    report.row(
        List.of("hand-written floor", Report.whole(floor), Report.ratio(belfry / floor)));
    report.say("");
    report.say("The floor is %s of db-scheduler.", Report.ratio(floor / scheduler));
    report.say(
        "- %s",
        Report.goal(belfry / scheduler >= AT_LEAST, "at least " + Report.ratio(AT_LEAST)));
  }
}

package dev.belfry.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import dev.belfry.app.postgres.DbAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** db-scheduler: a one-time task for each post. */
final class DbSchedulerPeer implements Peer {
  private static final int BATCH = 1000;

  /** Its tables as its documentation shows them, but for the index that only priorities need. */
  static final String[] TABLES = {
    """
    CREATE TABLE scheduled_tasks (
      task_name text NOT NULL, task_instance text NOT NULL, task_data bytea,
      execution_time timestamptz NOT NULL, picked boolean NOT NULL, picked_by text,
      last_success timestamptz, last_failure timestamptz, consecutive_failures int,
      last_heartbeat timestamptz, version bigint NOT NULL, priority smallint,
      PRIMARY KEY (task_name, task_instance))
    """,
    "CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time)",
    "CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat)"
  };

  private final HikariDataSource pool;
  private final OwnPosts posts;
  private final OneTimeTask<Long> task;
  private final Scheduler scheduler;
  private boolean started;

  DbSchedulerPeer(DbAddress address, int threads, UnaryOperator<SchedulerBuilder> polling) {
    this.pool = OwnPosts.pool(address, threads + 4);
    this.posts = new OwnPosts(pool);
    this.task = task(posts);
    this.scheduler =
        polling
            .apply(Scheduler.create(pool, task).threads(threads))
            .pollingInterval(Duration.ofMillis(100))
            .build();
  }

  static OneTimeTask<Long> task(OwnPosts posts) {
    return Tasks.oneTime("release", Long.class)
        .execute((instance, context) -> posts.release(instance.getData()));
  }

  @Override
  public void createTables(Sql sql) {
    OwnPosts.createTables(sql);
    sql.run(TABLES);
  }

  /** It polls while the jobs are being queued, unless it is told to pause. */
  @Override
  public void queue(Sql sql, int jobs) {
    scheduler.pause();
    long first = OwnPosts.save(sql, jobs);
    Instant due = Instant.now();
    for (long from = first; from < first + jobs; from += BATCH) {
      List<TaskInstance<?>> batch = new ArrayList<>();
      for (long post = from; post < Math.min(from + BATCH, first + jobs); post++) {
        batch.add(task.instance(Long.toString(post), post));
      }
      scheduler.scheduleBatch(batch, due);
    }
  }

  @Override
  public void release(int jobs) throws InterruptedException {
    posts.expect(jobs);
    scheduler.resume();
    if (!started) {
      scheduler.start();
      started = true;
    }
    posts.awaitAll();
  }

  @Override
  public Span span(Sql sql, String since) {
    return OwnPosts.span(sql, since);
  }

  @Override
  public void close() {
    scheduler.stop();
    pool.close();
  }
}

package dev.belfry.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.belfry.app.postgres.DbAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** Quartz with its own clustered JDBC store: a trigger for each post. */
final class QuartzPeer implements Peer {
  private static final int THREADS = 10;
  private static final String TABLES = "/org/quartz/impl/jdbcjobstore/tables_postgres.sql";

  private static final String POOL = "bench";

  private final HikariDataSource pool;
  private final OwnPosts posts;
  private final Scheduler scheduler;

  QuartzPeer(DbAddress address, int batch) {
    this.pool = OwnPosts.pool(address, THREADS + 10);
    this.posts = new OwnPosts(pool);
    DBConnectionManager.getInstance().addConnectionProvider(POOL, new FromPool(pool));
    try {
      this.scheduler = new StdSchedulerFactory(settings(batch)).getScheduler();
      scheduler.setJobFactory((bundle, quartz) -> new Release(posts));
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Properties settings(int batch) {
    Properties settings = new Properties();
    settings.setProperty("org.quartz.scheduler.instanceName", "bench");
    settings.setProperty("org.quartz.scheduler.instanceId", "AUTO");
    settings.setProperty(
        "org.quartz.scheduler.batchTriggerAcquisitionMaxCount", Integer.toString(batch));
    settings.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    settings.setProperty("org.quartz.threadPool.threadCount", Integer.toString(THREADS));
    settings.setProperty(
        "org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
    settings.setProperty(
        "org.quartz.jobStore.driverDelegateClass",
        "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
    settings.setProperty("org.quartz.jobStore.isClustered", "true");
    // More than one trigger at a time is safe only under the lock.
    settings.setProperty(
        "org.quartz.jobStore.acquireTriggersWithinLock", Boolean.toString(batch > 1));
    // A backlog is no misfire: each is to be released, as late as it is.
    settings.setProperty("org.quartz.jobStore.misfireThreshold", "3600000");
    settings.setProperty("org.quartz.jobStore.dataSource", POOL);
    return settings;
  }

  @Override
  public void createTables(Sql sql) {
    OwnPosts.createTables(sql);
    try (InputStream in = Scheduler.class.getResourceAsStream(TABLES)) {
      sql.run(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void queue(Sql sql, int jobs) throws SchedulerException {
    scheduler.standby();
    scheduler.addJob(
        JobBuilder.newJob(Release.class).withIdentity("release").storeDurably().build(),
        /* replace= */ true);
    long first = OwnPosts.save(sql, jobs);
    for (long post = first; post < first + jobs; post++) {
      scheduler.scheduleJob(
          TriggerBuilder.newTrigger()
              .forJob(JobKey.jobKey("release"))
              .usingJobData("post", Long.toString(post))
              .startNow()
              .build());
    }
  }

  @Override
  public void release(int jobs) throws SchedulerException, InterruptedException {
    posts.expect(jobs);
    scheduler.start();
    posts.awaitAll();
  }

  @Override
  public Span span(Sql sql, String since) {
    return OwnPosts.span(sql, since);
  }

  @Override
  public void close() {
    try {
      scheduler.shutdown(true);
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
    pool.close();
  }

  /** One post. */
  static final class Release implements Job {
    private final OwnPosts posts;

    Release(OwnPosts posts) {
      this.posts = posts;
    }

    @Override
    public void execute(JobExecutionContext context) {
      posts.release(Long.parseLong(context.getMergedJobDataMap().getString("post")));
    }
  }

  /** The same pool that the jobs use. */
  private record FromPool(HikariDataSource pool) implements ConnectionProvider {
    @Override
    public Connection getConnection() throws SQLException {
      return pool.getConnection();
    }

    @Override
    public void shutdown() {
      // Whoever made the pool closes it.
    }

    @Override
    public void initialize() {
      // It is open.
    }
  }
}

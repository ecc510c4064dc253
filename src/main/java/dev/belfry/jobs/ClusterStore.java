package dev.belfry.jobs;

import dev.belfry.sql.Connections;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** Quartz' JDBC store in the nodes' own database, over a pool that is there already. */
final class ClusterStore {
  /** The same for all nodes: it is what makes them one cluster. */
  private static final String CLUSTER = "belfry";

  private static final Duration RETRY = Duration.ofSeconds(5);

  /** Quartz' own default: what is so much later than it was planned waits for its next time. */
  private static final Duration LATE = Duration.ofMinutes(1);

  private ClusterStore() {}

  /**
   * A scheduler of the cluster, not started yet; asks nothing of the database.
   *
   * @param instance differs from that of every other node, also of one that died
   * @param look how often it looks for dead nodes, and for work
   */
  static Scheduler scheduler(String instance, Connections connections, Duration look)
      throws SchedulerException {
    String source = "belfry cluster " + instance;
    DBConnectionManager.getInstance().addConnectionProvider(source, new Provider(connections));
    // Quartz would give the second node of a process the scheduler of the first, by their name.
    synchronized (ClusterStore.class) {
      Scheduler made = new StdSchedulerFactory(quartz(instance, source, look)).getScheduler();
      SchedulerRepository.getInstance().remove(CLUSTER);
      return made;
    }
  }

  private static Properties quartz(String instance, String source, Duration look) {
    Properties properties = new Properties();
    properties.setProperty("org.quartz.scheduler.instanceName", CLUSTER);
    properties.setProperty("org.quartz.scheduler.instanceId", instance);
    properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
    properties.setProperty("org.quartz.scheduler.idleWaitTime", "" + look.toMillis());
    properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    properties.setProperty("org.quartz.threadPool.threadCount", "1");
    properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
    String store = "org.quartz.jobStore.";
    properties.setProperty(store + "class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
    properties.setProperty(
        store + "driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
    properties.setProperty(store + "dataSource", source);
    properties.setProperty(store + "tablePrefix", "qrtz_");
    properties.setProperty(store + "isClustered", "true");
    // Else a node that has read a trigger, and is slow to take it, takes it once more after another
    // has fired it: https://github.com/quartz-scheduler/quartz/issues/107
    properties.setProperty(store + "acquireTriggersWithinLock", "true");
    properties.setProperty(store + "clusterCheckinInterval", "" + look.toMillis());
    // A look for what is late is made as often, too.
    properties.setProperty(
        store + "misfireThreshold", "" + Math.max(look.toMillis(), LATE.toMillis()));
    properties.setProperty(store + "dbRetryInterval", "" + RETRY.toMillis());
    properties.setProperty(store + "makeThreadsDaemons", "true");
    return properties;
  }

  private record Provider(Connections connections) implements ConnectionProvider {
    @Override
    public Connection getConnection() throws SQLException {
      return connections.borrow();
    }

    @Override
    public void initialize() {
      // The pool is there.
    }

    @Override
    public void shutdown() {
      // The pool is closed by its owner.
    }
  }
}

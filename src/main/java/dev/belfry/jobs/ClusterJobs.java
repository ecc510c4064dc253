package dev.belfry.jobs;

import dev.belfry.sql.Connections;
import dev.belfry.sql.DatabaseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.quartz.JobBuilder;
import org.quartz.JobKey;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.listeners.SchedulerListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does work that a cluster needs once: Quartz' JDBC store in the nodes' own database chooses which
 * node does it. The choice saves effort and promises nothing; each task keeps itself from harm.
 * Thread-safe.
 */
public final class ClusterJobs implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ClusterJobs.class);

  /** Quartz puts it into a column of 95 characters, with a number of its own behind it. */
  private static final int LONGEST_NAME = 40;

  /**
   * How often a node looks for others that died, and for work: seldom, so that an idle one leaves
   * its database in peace.
   */
  private static final Duration LOOK = Duration.ofMinutes(2);

  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);

  /**
   * For a task at the end. A log-in that is just being renewed is lost where the answer is not
   * waited for, and that may take 20 s; all else can be broken off unharmed.
   */
  private static final Duration LAST_TASK = Duration.ofSeconds(25);

  /** For Quartz to give back what it has taken ahead. */
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  private final String instance;
  private final Connections connections;
  private final Duration look;
  private final Map<String, ClusterWork> works;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread starter;

  /** All of it while no task is under way. */
  private final Semaphore rest = new Semaphore(Integer.MAX_VALUE);

  private @Nullable Scheduler scheduler;

  /**
   * @param node its name
   * @param connections a pool's, to which closing a connection gives it back
   */
  public ClusterJobs(String node, Connections connections, List<ClusterWork> works) {
    this(node, connections, works, LOOK);
  }

  ClusterJobs(String node, Connections connections, List<ClusterWork> works, Duration look) {
    String name = node.length() > LONGEST_NAME ? node.substring(0, LONGEST_NAME) : node;
    this.instance = name + " " + UUID.randomUUID().toString().substring(0, 8);
    this.connections = connections;
    this.look = look;
    this.works = works.stream().collect(Collectors.toMap(ClusterWork::name, Function.identity()));
    this.starter = new Thread(this::startUntilItDoes, "belfry cluster jobs");
    this.starter.setDaemon(true);
  }

  /** Begins; returns at once, also where the database is away: then it goes on trying. */
  public void start() {
    starter.start();
  }

  /** Waits for the task that is under way, 25 s at most, and begins no other. */
  @Override
  public void close() {
    closed.countDown();
    starter.interrupt();
    try {
      starter.join();
      if (!rest.tryAcquire(Integer.MAX_VALUE, LAST_TASK.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("Work of the cluster was broken off");
      }
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void startUntilItDoes() {
    try {
      boolean isOver = hasStarted(/* told= */ false);
      while (!isOver) {
        isOver =
            closed.await(AFTER_TROUBLE.toMillis(), TimeUnit.MILLISECONDS)
                || hasStarted(/* told= */ true);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean hasStarted(boolean told) throws InterruptedException {
    try {
      Scheduler made = ClusterStore.scheduler(instance, connections, look);
      scheduler = made;
      made.setJobFactory((bundle, quartz) -> new ClusterJob(this::run));
      made.getListenerManager().addSchedulerListener(new TellTrouble());
      for (ClusterWork work : works.values()) {
        plan(made, work);
      }
      made.start();
      return true;
    } catch (SchedulerException e) {
      if (!told && !isClosed()) {
        log.warn("Work of the cluster has to wait, another try follows: {}", e.getMessage());
      }
      stop();
      return false;
    }
  }

  /**
   * Stopped in order, Quartz gives back what it has taken ahead. With the database away it would
   * try that for ever, so it is not waited for long.
   */
  private void stop() throws InterruptedException {
    Scheduler running = scheduler;
    scheduler = null;
    if (running != null) {
      Thread stopper = new Thread(() -> shutDown(running), "belfry cluster stop");
      stopper.setDaemon(true);
      stopper.start();
      stopper.join(FAREWELL.toMillis());
    }
  }

  private static void shutDown(Scheduler scheduler) {
    try {
      scheduler.shutdown(/* waitForJobsToComplete= */ true);
    } catch (SchedulerException e) {
      log.warn("Quartz did not stop in order", e);
    }
  }

  /** What is planned already stays: a node that starts often must not put it off for ever. */
  private static void plan(Scheduler scheduler, ClusterWork work) throws SchedulerException {
    TriggerKey key = TriggerKey.triggerKey(work.name());
    Trigger planned = scheduler.getTrigger(key);
    if (planned instanceof SimpleTrigger simple
        && simple.getRepeatInterval() == work.every().toMillis()) {
      return;
    }
    SimpleTrigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(key)
            .startNow()
            .withSchedule(
                SimpleScheduleBuilder.repeatSecondlyForever((int) work.every().toSeconds())
                    .withMisfireHandlingInstructionNextWithRemainingCount())
            .build();
    if (planned != null && scheduler.rescheduleJob(key, trigger) != null) {
      return;
    }
    try {
      scheduler.scheduleJob(
          JobBuilder.newJob(ClusterJob.class).withIdentity(JobKey.jobKey(work.name())).build(),
          trigger);
    } catch (ObjectAlreadyExistsException e) {
      log.debug("Another node planned it at the same moment", e);
    }
  }

  private void run(String name) {
    ClusterWork work = works.get(name);
    if (work == null || !rest.tryAcquire()) {
      return; // planned by a node of another version, or too late
    }
    try {
      if (!isClosed()) {
        work.task().run(this::isClosed);
      }
    } catch (DatabaseException e) {
      log.warn("To {} was broken off, another try follows: {}", name, e.getMessage());
    } finally {
      rest.release();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** One line for what Quartz would tell with a stack trace. */
  private final class TellTrouble extends SchedulerListenerSupport {
    @Override
    public void schedulerError(String message, SchedulerException cause) {
      if (!isClosed()) {
        log.warn("Work of the cluster has to wait, another try follows: {}", cause.getMessage());
      }
    }
  }
}

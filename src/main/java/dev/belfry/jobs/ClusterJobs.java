package dev.belfry.jobs;

import dev.belfry.audit.HistoryUnreadable;
import dev.belfry.sql.Connections;
import dev.belfry.sql.DatabaseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
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
import org.quartz.Trigger.TriggerState;
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

  /** So many looks after each other it sees whether everything is planned still. */
  private static final int LOOKS_A_PLAN = 5;

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
  private final InstantSource machineClock;
  private final Duration look;
  private final Map<String, ClusterWork> works;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread planner;

  /** All of it while no task is under way. */
  private final Semaphore rest = new Semaphore(Integer.MAX_VALUE);

  private @Nullable Scheduler scheduler;

  /**
   * @param node its name
   * @param connections a pool's, to which closing a connection gives it back
   * @param machineClock the clock that Quartz goes by
   */
  public ClusterJobs(
      String node, Connections connections, InstantSource machineClock, List<ClusterWork> works) {
    this(node, connections, machineClock, works, LOOK);
  }

  ClusterJobs(
      String node,
      Connections connections,
      InstantSource machineClock,
      List<ClusterWork> works,
      Duration look) {
    String name = node.length() > LONGEST_NAME ? node.substring(0, LONGEST_NAME) : node;
    this.instance = name + " " + UUID.randomUUID().toString().substring(0, 8);
    this.connections = connections;
    this.machineClock = machineClock;
    this.look = look;
    this.works = works.stream().collect(Collectors.toMap(ClusterWork::name, Function.identity()));
    this.planner = new Thread(this::keepPlanned, "belfry cluster jobs");
    this.planner.setDaemon(true);
  }

  /** Begins; returns at once, also where the database is away: then it goes on trying. */
  public void start() {
    planner.start();
  }

  /** Waits for the task that is under way, 25 s at most, and begins no other. */
  @Override
  public void close() {
    closed.countDown();
    planner.interrupt();
    try {
      planner.join();
      if (!rest.tryAcquire(Integer.MAX_VALUE, LAST_TASK.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("Work of the cluster was broken off");
      }
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Starts Quartz, and sees to it from then on that each work stays planned: what Quartz does with
   * its plans is kept in the database, and would outlive any number of nodes.
   */
  private void keepPlanned() {
    try {
      boolean isStarted = hasStarted(/* told= */ false);
      Duration rhythm = look.multipliedBy(LOOKS_A_PLAN);
      while (!closed.await(
          (isStarted ? rhythm : AFTER_TROUBLE).toMillis(), TimeUnit.MILLISECONDS)) {
        if (isStarted) {
          planAnew();
        } else {
          isStarted = hasStarted(/* told= */ true);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void planAnew() {
    Scheduler running = scheduler;
    if (running == null) {
      return;
    }
    try {
      for (ClusterWork work : works.values()) {
        plan(running, work, /* isStarting= */ false);
      }
    } catch (SchedulerException e) {
      log.debug("Quartz tells of its trouble by itself", e);
    }
  }

  private boolean hasStarted(boolean told) throws InterruptedException {
    try {
      Scheduler made = ClusterStore.scheduler(instance, connections, look);
      scheduler = made;
      made.setJobFactory((bundle, quartz) -> new ClusterJob(this::run));
      made.getListenerManager().addSchedulerListener(new TellTrouble());
      for (ClusterWork work : works.values()) {
        plan(made, work, /* isStarting= */ true);
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

  /**
   * What is planned already stays: a node that starts often must not put it off for ever. Nor must
   * those that run have a plan's length their way by turns.
   */
  private void plan(Scheduler scheduler, ClusterWork work, boolean isStarting)
      throws SchedulerException {
    TriggerKey key = TriggerKey.triggerKey(work.name());
    Trigger planned = scheduler.getTrigger(key);
    if (planned instanceof SimpleTrigger simple
        && !(isStarting && simple.getRepeatInterval() != work.every().toMillis())
        && !isFarOff(simple)) {
      if (scheduler.getTriggerState(key) == TriggerState.ERROR) {
        log.warn("To {} could not be begun by a node, and is planned again", work.name());
        scheduler.resetTriggerFromErrorState(key);
      }
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

  /**
   * Whether a node whose clock was far ahead has planned it: it would rest until every clock is
   * there. Clocks that differ by less than its length are none of that.
   */
  private boolean isFarOff(SimpleTrigger planned) {
    @Nullable Date next = planned.getNextFireTime();
    Instant latest = machineClock.instant().plusMillis(2 * planned.getRepeatInterval());
    return next != null && next.toInstant().isAfter(latest);
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
    } catch (DatabaseException | HistoryUnreadable e) {
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

package dev.belfry.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Quartz fire a node's release for the next due instant.
 *
 * <p>There is one trigger. Each firing says when the next must be; {@link #noLaterThan} moves it
 * forward when something earlier is queued meanwhile. Quartz fires a little ahead, and the release
 * begins at the instant itself: waking two threads and a connection takes longer than what is left
 * to do then.
 *
 * <p>Quartz counts on the machine's clock, and waits for as long as that is set back. So the
 * longest rest is timed apart from it, by elapsed time alone. Thread-safe.
 */
public final class Metronome implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Metronome.class);
  private static final TriggerKey TRIGGER = TriggerKey.triggerKey("next due");

  /** How much earlier than the instant Quartz fires. */
  private static final Duration AHEAD = Duration.ofMillis(10);

  /** Quartz rounds down to a millisecond, and the clock may be set meanwhile. */
  private static final Duration AHEAD_AT_MOST = AHEAD.multipliedBy(2);

  private static final JobKey JOB = JobKey.jobKey("release");

  private final Runnable getReady;
  private final Supplier<Optional<Instant>> release;
  private final InstantSource databaseClock;
  private final InstantSource machineClock;
  private final Duration longestRest;
  private final ScheduledThreadPoolExecutor timer;
  private final Scheduler scheduler;

  /** The instant of the next firing as asked for so far; {@code Instant.MAX} while none was. */
  private Instant next = Instant.MAX;

  /** Who waits for that instant, having been fired ahead of it. Guarded by this. */
  private @Nullable Thread waiting;

  /** The end of the rest that is under way. Guarded by this. */
  private @Nullable Future<?> rested;

  /**
   * @param getReady what can be done already shortly before an instant; not called where there is
   *     no time left
   * @param release releases what is due and gives the instant at which something is due next
   * @param databaseClock the clock that due instants are compared with
   * @param machineClock the clock that Quartz goes by
   * @param longestRest after how long the release is fired though nothing is known to be due,
   *     whatever the clocks say meanwhile; positive
   * @throws IllegalStateException where Quartz can't start
   */
  public Metronome(
      String node,
      Runnable getReady,
      Supplier<Optional<Instant>> release,
      InstantSource databaseClock,
      InstantSource machineClock,
      Duration longestRest) {
    this.getReady = getReady;
    this.release = release;
    this.databaseClock = databaseClock;
    this.machineClock = machineClock;
    this.longestRest = longestRest;
    this.timer = timer();
    try {
      this.scheduler = new StdSchedulerFactory(quartz(node)).getScheduler();
      scheduler.setJobFactory((bundle, quartz) -> new ReleaseJob(this));
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz can't be set up", e);
    }
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "belfry longest rest");
              thread.setDaemon(true);
              return thread;
            });
    // Each pass begins a rest anew: what is left of the others must not heap up.
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  private static Properties quartz(String node) {
    Properties properties = new Properties();
    properties.setProperty("org.quartz.scheduler.instanceName", "belfry " + node);
    properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
    properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    properties.setProperty("org.quartz.threadPool.threadCount", "1");
    properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
    properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
    return properties;
  }

  /** Fires at once, and from then on whenever something is due. */
  public void start() {
    try {
      scheduler.addJob(
          JobBuilder.newJob(ReleaseJob.class).withIdentity(JOB).storeDurably().build(),
          /* replace= */ true);
      scheduler.scheduleJob(
          TriggerBuilder.newTrigger().withIdentity(TRIGGER).forJob(JOB).startNow().build());
      scheduler.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz can't start", e);
    }
    rest();
  }

  /** Sees to it that the release is fired at the instant, or earlier. */
  public synchronized void noLaterThan(Instant instant) {
    if (instant.isBefore(next)) {
      next = instant;
      move(instant);
      LockSupport.unpark(waiting);
    }
  }

  /** Waits for the release that is under way, and fires no other. */
  @Override
  public void close() {
    try {
      scheduler.shutdown(/* waitForJobsToComplete= */ true);
    } catch (SchedulerException e) {
      log.warn("Quartz did not stop in order", e);
    }
    timer.shutdownNow();
  }

  /**
   * What was asked for before the firing began is served by it; what is asked for while it runs is
   * kept, so that a notice which arrives between the last look at the queue and the return is not
   * lost.
   */
  private void fire() {
    if (isAhead()) {
      getReady.run();
      awaitNext();
    }
    synchronized (this) {
      next = Instant.MAX;
    }
    rest();
    release.get().ifPresent(this::noLaterThan);
  }

  /** Told again and again until something fires: the clock may be set back just then, too. */
  private synchronized void rest() {
    Future<?> before = rested;
    if (before != null) {
      before.cancel(/* mayInterruptIfRunning= */ false);
    }
    long nanos = longestRest.toNanos();
    rested = timer.scheduleWithFixedDelay(this::strikeNow, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private synchronized void strikeNow() {
    next = Instant.MIN;
    move(Instant.MIN);
    LockSupport.unpark(waiting);
  }

  private boolean isAhead() {
    Duration left = left();
    return !left.isNegative() && !left.isZero() && left.compareTo(AHEAD_AT_MOST) <= 0;
  }

  /** Nothing where nothing was asked for. */
  private synchronized Duration left() {
    return next.equals(Instant.MAX)
        ? Duration.ZERO
        : Duration.between(databaseClock.instant(), next);
  }

  /** A clock that is set meanwhile ends it, and the pass that follows asks for another firing. */
  private void awaitNext() {
    setWaiting(Thread.currentThread());
    while (isAhead()) {
      LockSupport.parkNanos(left().toNanos());
    }
    setWaiting(null);
  }

  private synchronized void setWaiting(@Nullable Thread thread) {
    waiting = thread;
  }

  private void move(Instant instant) {
    Instant now = databaseClock.instant();
    Instant fire = instant.isAfter(now.plus(AHEAD)) ? instant.minus(AHEAD) : now;
    Instant fireAt = machineClock.instant().plus(Duration.between(now, fire));
    Trigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(TRIGGER)
            .forJob(JOB)
            .startAt(Date.from(fireAt.truncatedTo(ChronoUnit.MILLIS)))
            .build();
    try {
      if (scheduler.rescheduleJob(TRIGGER, trigger) == null) {
        scheduler.scheduleJob(trigger);
      }
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz can't move its trigger", e);
    }
  }

  /** One firing. Quartz starts no second one while the first runs. */
  @DisallowConcurrentExecution
  public static final class ReleaseJob implements Job {
    private final Metronome metronome;

    ReleaseJob(Metronome metronome) {
      this.metronome = metronome;
    }

    @Override
    public void execute(JobExecutionContext context) {
      metronome.fire();
    }
  }
}

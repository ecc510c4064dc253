package dev.belfry.release;

import dev.belfry.sql.DatabaseException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much a node does at once: so many live accounts, each in a thread of its own since their
 * networks are slow, and so many batches of dry-run accounts. Thread-safe.
 */
public final class Lanes {
  private static final Logger log = LoggerFactory.getLogger(Lanes.class);

  /** Live accounts at once, by default. */
  private static final int LIVE = 32;

  /** While one batch is on its way to the database, the other is put together. */
  private static final int BATCHES = 2;

  private final Executor executor;
  private final int live;
  private final int batches;
  private final boolean tells;
  private int busyLive;
  private int busyBatches;

  /**
   * @param executor runs each lane; one that runs it at once makes passes that have no afterwards
   */
  public Lanes(Executor executor, int live, int batches) {
    this(executor, live, batches, /* tells= */ true);
  }

  private Lanes(Executor executor, int live, int batches, boolean tells) {
    this.executor = executor;
    this.live = live;
    this.batches = batches;
    this.tells = tells;
  }

  /** Lanes in daemon threads that come when needed and go when idle. */
  public static Lanes inThreads() {
    AtomicInteger number = new AtomicInteger();
    ExecutorService threads =
        Executors.newCachedThreadPool(
            lane -> {
              Thread thread = new Thread(lane, "belfry lane " + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    return new Lanes(threads, LIVE, BATCHES);
  }

  /**
   * Lanes in the caller's own thread, one after the other. Nothing runs after them: the caller asks
   * by itself what is due next.
   */
  static Lanes inline() {
    return new Lanes(Runnable::run, LIVE, BATCHES, /* tells= */ false);
  }

  synchronized int freeLive() {
    return live - busyLive;
  }

  synchronized int freeBatches() {
    return batches - busyBatches;
  }

  /** Whether something that is given back meanwhile could go out beside what does. */
  boolean hasIdleBatch() {
    return tells && freeBatches() > 0;
  }

  /**
   * Runs a lane in one of those that are free.
   *
   * @param afterwards runs when the lane is free again, unless the lanes are {@link #inline}
   * @return false where the machine has no thread for it: nothing of it was run
   */
  boolean start(boolean isLive, Runnable lane, Runnable afterwards) {
    AtomicBoolean isBegun = new AtomicBoolean();
    count(isLive, +1);
    try {
      executor.execute(
          () -> {
            isBegun.set(true);
            run(isLive, lane, afterwards);
          });
    } catch (OutOfMemoryError | RejectedExecutionException e) {
      if (isBegun.get()) {
        throw e;
      }
      count(isLive, -1);
      log.error("There is no thread for a release", e);
      return false;
    }
    return true;
  }

  private void run(boolean isLive, Runnable lane, Runnable afterwards) {
    try {
      guarded(lane);
    } finally {
      count(isLive, -1);
    }
    if (tells) {
      guarded(afterwards);
    }
  }

  /** A database that goes away under a lane is no reason for a stack trace. */
  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (DatabaseException e) {
      log.warn("A release was broken off, another follows: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("A release was broken off, another follows", e);
    }
  }

  private synchronized void count(boolean isLive, int change) {
    busyLive += isLive ? change : 0;
    busyBatches += isLive ? 0 : change;
    notifyAll();
  }

  /** Waits until every lane is free. */
  void finish() {
    boolean interrupted = false;
    synchronized (this) {
      while (busyLive + busyBatches > 0) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

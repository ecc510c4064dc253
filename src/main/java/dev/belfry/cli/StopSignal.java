package dev.belfry.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM and Ctrl-C. The JVM's end is held back until what is in flight is finished, and all that
 * was opened after this is closed; but before anything has begun only for a while: a start may wait
 * for a database for as long as that takes, and nothing is lost by its end. Thread-safe.
 */
final class StopSignal implements AutoCloseable {
  private static final Duration FOR_A_START = Duration.ofSeconds(5);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  /** Guarded by this. */
  private boolean hasBegun;

  /** From here on the signals are caught. */
  StopSignal() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "belfry stop"));
  }

  /**
   * Says that there will be something in flight from now on.
   *
   * @return false where a signal has come before: nothing may be begun
   */
  synchronized boolean letBegin() {
    hasBegun = !isAsked();
    return hasBegun;
  }

  /** Returns when a signal has come. */
  void await() throws InterruptedException {
    asked.await();
  }

  /** Whether a signal has come. */
  boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** Lets the JVM end. */
  @Override
  public void close() {
    finished.countDown();
  }

  private void stop() {
    try {
      if (ask()) {
        finished.await();
      } else {
        boolean unused = finished.await(FOR_A_START.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells who waits for it; gives whether anything has begun. */
  private synchronized boolean ask() {
    asked.countDown();
    return hasBegun;
  }
}

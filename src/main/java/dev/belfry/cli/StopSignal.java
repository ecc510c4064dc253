package dev.belfry.cli;

import java.util.concurrent.CountDownLatch;

/**
 * SIGTERM and Ctrl-C. The JVM's end is held back until what is in flight is finished, and all that
 * was opened after this is closed. Thread-safe.
 */
final class StopSignal implements AutoCloseable {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  /** From here on the signals are caught. */
  StopSignal() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "belfry stop"));
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
    asked.countDown();
    try {
      finished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.belfry.testing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds up whoever comes by, while it is closed. Thread-safe. */
public final class Gate {
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile CountDownLatch closed = new CountDownLatch(0);

  public void close() {
    closed = new CountDownLatch(1);
  }

  /** Lets everybody through who waits, and whoever comes after. */
  public void open() {
    closed.countDown();
  }

  /** Returns once the gate is open. */
  public void pass() {
    waiting.incrementAndGet();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** How many wait. */
  public int waiting() {
    return waiting.get();
  }
}

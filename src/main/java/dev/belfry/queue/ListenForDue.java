package dev.belfry.queue;

import dev.belfry.sql.Connections;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for notices of what others queue, on a connection of its own, until its thread is
 * interrupted. A connection that breaks is opened again, for as long as it takes.
 */
public final class ListenForDue implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(ListenForDue.class);

  /** How long one wait for a notice lasts: also how long a stop may take. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /**
   * After so many waits without a notice the connection is tried: one that was cut off without a
   * word is as silent as one on which nothing is said.
   */
  private static final int SILENCE = 40;

  private static final Duration BEFORE_RECONNECTING = Duration.ofSeconds(1);

  private final Connections connections;
  private final Consumer<Instant> dueAt;

  /**
   * @param dueAt told of each instant that something was queued for, and of {@link Instant#MIN}
   *     after each (re)connection: what was queued before it can only be read
   */
  public ListenForDue(Connections connections, Consumer<Instant> dueAt) {
    this.connections = connections;
    this.dueAt = dueAt;
  }

  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        listen();
      } catch (SQLException e) {
        log.warn("Not hearing what is queued: {}; connecting again", e.getMessage());
        rest();
      } catch (RuntimeException e) {
        // Whatever it is: a node whose listener is gone is deaf for as long as it runs.
        log.error("What was queued could not be passed on; connecting again", e);
        rest();
      }
    }
  }

  private void listen() throws SQLException {
    Connection connection = connections.borrow();
    try {
      DueNotices.listen(connection);
      dueAt.accept(Instant.MIN);
      int silent = 0;
      while (!Thread.currentThread().isInterrupted()) {
        List<Instant> heard = DueNotices.await(connection, PATIENCE);
        heard.forEach(dueAt);
        silent = heard.isEmpty() ? silent + 1 : 0;
        if (silent == SILENCE) {
          DueNotices.listen(connection);
          silent = 0;
        }
      }
    } finally {
      connections.giveBack(connection);
    }
  }

  private static void rest() {
    try {
      Thread.sleep(BEFORE_RECONNECTING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.belfry.release;

import dev.belfry.queue.DatabaseClock;
import dev.belfry.queue.Lease;
import dev.belfry.queue.Leases;
import dev.belfry.queue.Leases.Renewal;
import dev.belfry.queue.Nodes;
import dev.belfry.sql.Database;
import dev.belfry.sql.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's sign of life: renews the leases of its live lanes, says that the node lives, and
 * corrects the node's clock by what the database says to that. Thread-safe.
 */
public final class Heartbeat implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

  /** How often a lease that is locked is asked for again, within a quarter of a beat. */
  private static final int TRIES = 10;

  private final Database database;
  private final ReleaseSettings settings;
  private final Nodes.Introduction introduction;
  private final LeasesInHand inHand;
  private final DatabaseClock clock;

  /** Of the timer's thread. */
  private boolean isResting;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "belfry heartbeat");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param introduction how the node was made known; it says so again where it is not any more
   * @param clock by which the lanes go: a pass may last, and the machine's be set in its middle
   */
  public Heartbeat(
      Database database,
      ReleaseSettings settings,
      Nodes.Introduction introduction,
      LeasesInHand inHand,
      DatabaseClock clock) {
    this.database = database;
    this.settings = settings;
    this.introduction = introduction;
    this.inHand = inHand;
    this.clock = clock;
  }

  /** Beats from now on, until it is closed. */
  public void start() {
    long every = settings.heartbeat().toMillis();
    var unused =
        timer.scheduleAtFixedRate(this::beatWhereNeeded, every, every, TimeUnit.MILLISECONDS);
  }

  /** A node that holds nothing has no lease to keep: every other beat says that it lives. */
  private void beatWhereNeeded() {
    isResting = !isResting && inHand.isAtRest();
    if (!isResting) {
      beat();
    }
  }

  /** Beats once. A beat that fails stops the sending until one succeeds. */
  void beat() {
    List<Lease> asked = inHand.toRenew();
    try {
      List<Lease> locked = database.lend(connection -> beat(connection, asked));
      renewBatches(inHand.ofBatches());
      renewLocked(locked);
    } catch (RuntimeException e) {
      // Whatever it is: a timer whose task throws never strikes again.
      inHand.missed();
      log.warn("The leases could not be renewed, nothing is sent meanwhile: {}", e.getMessage());
    }
  }

  private List<Lease> beat(Connection connection, List<Lease> asked) throws SQLException {
    Instant before = clock.instant();
    Optional<Instant> seen = Nodes.beat(connection, settings.node());
    if (seen.isPresent()) {
      clock.correct(before, seen.get());
    } else {
      Nodes.register(connection, settings.node(), introduction);
      log.warn("The database did not know this node, as a restored one does not; now it does");
    }
    return renew(connection, asked);
  }

  /** Gives those that are locked. */
  private List<Lease> renew(Connection connection, List<Lease> asked) throws SQLException {
    Renewal renewal = Leases.renewUnlocked(connection, asked, settings.lease());
    inHand.renewed(asked, renewal);
    return renewal.locked();
  }

  /**
   * A lane lets go of its lease in a moment, where it is just recording something. What keeps one
   * locked for longer keeps back what is sent on that one, and no other is renewed later for it.
   */
  private void renewLocked(List<Lease> locked) {
    List<Lease> left = locked;
    for (int tries = 0; !left.isEmpty() && tries < TRIES && pause(); tries++) {
      List<Lease> asked = left;
      left = database.lend(connection -> renew(connection, asked));
    }
    if (!left.isEmpty()) {
      inHand.missed(left);
      log.warn(
          "Somebody's transaction keeps the leases locked of {}: nothing is sent there meanwhile",
          left.stream().map(Lease::name).toList());
    }
  }

  private boolean pause() {
    try {
      Thread.sleep(settings.heartbeat().dividedBy(4L * TRIES).toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A batch that is long about looking into what a dead node left must not be taken from it. */
  private void renewBatches(List<Lease> leases) {
    // One that is locked the batch has locked, and renews by itself.
    Renewal unused =
        database.lend(connection -> Leases.renewUnlocked(connection, leases, settings.lease()));
  }

  /** Stops beating, and says that the node has stopped. */
  @Override
  public void close() {
    timer.shutdownNow();
    try {
      database.transact(connection -> Nodes.leave(connection, settings.node()));
    } catch (DatabaseException e) {
      log.info("The others were not told that this node stops: {}", e.getMessage());
    }
  }
}

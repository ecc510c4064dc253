package dev.belfry.jobs;

import dev.belfry.queue.DatabaseClock;
import dev.belfry.queue.ListenForDue;
import dev.belfry.release.Pass;
import dev.belfry.sql.Connections;
import dev.belfry.sql.DatabaseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running {@code belfry run}: a metronome that strikes its passes, and an ear for what others
 * queue. Thread-safe.
 */
public final class Node implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Node.class);

  /**
   * A notice may be lost with its connection, and a clock set back; the queue is read this often
   * all the same, and the clock is set with it.
   */
  private static final Duration LONGEST_REST = Duration.ofSeconds(30);

  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  /**
   * What is due already and was left by the pass is in somebody's hands, who may be about to change
   * it: to try again at once would be a loop that does nothing else.
   */
  private static final Duration BREATH = Duration.ofMillis(2);

  /** Each breath in a row is twice as long as the one before, up to this. */
  private static final Duration LONGEST_BREATH = Duration.ofMillis(20);

  private final Pass pass;
  private final DatabaseClock databaseClock;
  private final Metronome metronome;
  private final Thread listener;
  private volatile boolean stopping;

  /** Whether the clock was set just now. Of the metronome's thread. */
  private boolean isReady;

  /** Guarded by this. */
  private Duration breath = BREATH;

  /**
   * @param listening where the listener's own connection comes from
   * @param databaseClock the clock that due instants are compared with
   * @param machineClock the clock that Quartz goes by
   */
  public Node(
      String name,
      Pass pass,
      Connections listening,
      DatabaseClock databaseClock,
      InstantSource machineClock) {
    this(name, pass, listening, databaseClock, machineClock, LONGEST_REST);
  }

  Node(
      String name,
      Pass pass,
      Connections listening,
      DatabaseClock databaseClock,
      InstantSource machineClock,
      Duration longestRest) {
    this.pass = pass;
    this.databaseClock = databaseClock;
    this.metronome =
        new Metronome(name, this::getReady, this::strike, databaseClock, machineClock, longestRest);
    this.listener =
        new Thread(new ListenForDue(listening, metronome::noLaterThan), "belfry listener");
    this.listener.setDaemon(true);
  }

  /** Begins to release; returns at once. */
  public void start() {
    metronome.start();
    listener.start();
  }

  /** Finishes what is in flight, and stops. Returns when all is done. */
  @Override
  public void close() {
    stopping = true;
    listener.interrupt();
    try {
      listener.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    metronome.close();
    pass.finish();
  }

  /** The clock is set, by a connection that is then awake. */
  private void getReady() {
    try {
      databaseClock.sync();
      isReady = true;
    } catch (DatabaseException e) {
      log.debug("The pass that follows will tell of it", e);
    }
  }

  /**
   * One pass, whatever goes wrong in it: a node outlives its database. The clock is set before it,
   * for by a machine's that was set forward since things would be due that are not.
   */
  private Optional<Instant> strike() {
    try {
      if (!isReady) {
        databaseClock.sync();
      }
      pass.pass(() -> stopping, this::wake);
      return stopping ? Optional.empty() : pass.nextDue().map(this::afterABreath);
    } catch (DatabaseException e) {
      log.warn("The pass was broken off, another follows: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("The pass met a defect, another follows", e);
    } finally {
      isReady = false;
    }
    return Optional.of(databaseClock.instant().plus(AFTER_TROUBLE));
  }

  private void wake(Instant due) {
    if (!stopping) {
      metronome.noLaterThan(afterABreath(due));
    }
  }

  private synchronized Instant afterABreath(Instant due) {
    Instant earliest = databaseClock.instant().plus(breath);
    if (due.isAfter(earliest)) {
      breath = BREATH;
      return due;
    }
    Duration longer = breath.multipliedBy(2);
    breath = longer.compareTo(LONGEST_BREATH) < 0 ? longer : LONGEST_BREATH;
    return earliest;
  }
}

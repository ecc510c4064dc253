package dev.belfry.release;

import dev.belfry.audit.Stage;
import dev.belfry.compose.XPrices;
import dev.belfry.publish.Backoff;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.queue.FollowZoneRules;
import dev.belfry.queue.QueueOccurrences;
import dev.belfry.queue.Recurrences;
import dev.belfry.queue.Schedules;
import dev.belfry.schedule.ReadCron;
import dev.belfry.sql.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plays what a node would do, without waiting: its passes, on a {@link Stage} and on a clock that
 * is turned from each moment at which there is something to do to the next one. Nothing is sent,
 * and every network takes everything. For one thread.
 */
public final class Rehearsal {
  /** Leases go by the real time, in which a rehearsal is short; and nobody else wants them. */
  private static final Duration LEASE = Duration.ofDays(1);

  private static final long NODE = 1;
  private static final String NAME = "rehearsal";

  private final Database stage;
  private final Publishers publishers;
  private final XPrices prices;
  private final ReadCron cron;
  private boolean isSilent;

  /**
   * @param stage a session of its own on the database, in which nothing was asked yet
   * @param publishers who render, and who stands in for every network
   */
  public Rehearsal(Database stage, Publishers publishers, XPrices prices, ReadCron cron) {
    this.stage = stage;
    this.publishers = new StandIns(publishers);
    this.prices = prices;
    this.cron = cron;
  }

  /**
   * Plays from the instant on what is queued now, and everything that comes of it by itself.
   *
   * @param until what is due at this instant still goes out
   * @return where on the stage what happened begins
   */
  public Stage.Marks play(Instant from, Instant until) {
    Stage.Marks marks = stage.inTransaction(connection -> Stage.build(connection, from, until));
    VirtualClock clock = new VirtualClock(stage, from);
    followZoneRules(from);
    ReleaseDue release = release(clock);
    QueueOccurrences repeats = new QueueOccurrences(new Recurrences(cron));
    Optional<Instant> due = Optional.empty();
    Optional<Instant> repeatsAt = Optional.of(from);
    Optional<Instant> next = repeatsAt;
    while (next.isPresent() && !next.get().isAfter(until)) {
      clock.turnTo(next.get());
      if (repeatsAt.filter(at -> !at.isAfter(clock.instant())).isPresent()) {
        repeatsAt = queueRepeats(repeats, clock.instant());
      }
      due = pass(release, clock, due.orElse(null));
      next = Stream.of(due, repeatsAt).flatMap(Optional::stream).min(Instant::compareTo);
    }
    return marks;
  }

  private Optional<Instant> queueRepeats(QueueOccurrences repeats, Instant now) {
    int unused = repeats.all(stage, now);
    return stage.lend(connection -> repeats.next(connection, now));
  }

  /**
   * One pass, as a node makes it.
   *
   * @param before what the pass before it left
   * @return when something is due next
   * @throws IllegalStateException where it goes on for ever
   */
  private Optional<Instant> pass(ReleaseDue release, VirtualClock clock, @Nullable Instant before) {
    isSilent = true;
    release.pass(() -> false, next -> {});
    release.finish();
    Optional<Instant> due = release.nextDue();
    boolean isDueAlready = due.filter(at -> !at.isAfter(clock.instant())).isPresent();
    if (isSilent && isDueAlready && due.get().equals(before)) {
      throw new IllegalStateException(
          "what is due at %s does not go out in a rehearsal".formatted(due.get()));
    }
    return due;
  }

  /** As a node does when it starts. */
  private void followZoneRules(Instant now) {
    FollowZoneRules follow = new FollowZoneRules(new Schedules(cron), now, NAME);
    stage.transact(
        connection -> {
          var unused = follow.follow(connection, FollowZoneRules.version());
        });
  }

  private ReleaseDue release(VirtualClock clock) {
    ReleaseTools tools =
        new ReleaseTools(
            stage,
            publishers,
            // Nothing fails in a rehearsal, so that chance decides nothing.
            new SettleOutcome(Backoff.DEFAULT, Backoff.LOOKS, new Random(0)),
            clock,
            (attempt, settlement) -> isSilent = false);
    return new ReleaseDue(
        tools,
        new ReleaseSettings(NODE, NAME, publishers.live(), LEASE, prices),
        new LeasesInHand(),
        Lanes.inline());
  }
}

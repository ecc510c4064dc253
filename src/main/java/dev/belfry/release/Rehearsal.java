package dev.belfry.release;

import dev.belfry.audit.Stage;
import dev.belfry.compose.XPrices;
import dev.belfry.publish.Backoff;
import dev.belfry.publish.Publishers;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.queue.EvergreenSets;
import dev.belfry.queue.FollowZoneRules;
import dev.belfry.queue.MakeShowings;
import dev.belfry.queue.QueueOccurrences;
import dev.belfry.queue.Recurrences;
import dev.belfry.queue.Schedules;
import dev.belfry.schedule.ReadCron;
import dev.belfry.sql.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
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

  /**
   * A node looks every few minutes, a day ahead. Nobody queues anything in a rehearsal, so that it
   * comes to the same whenever in that day a slot is filled.
   */
  private static final Duration BETWEEN_SHOWINGS = Duration.ofHours(6);

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
    List<Makes> makes = List.of(new Makes(from, this::queueRepeats), new Makes(from, this::fill));
    Optional<Instant> due = Optional.empty();
    Optional<Instant> next = Optional.of(from);
    while (next.isPresent() && !next.get().isAfter(until)) {
      clock.turnTo(next.get());
      makes.forEach(each -> each.make(clock.instant()));
      due = pass(release, clock, due.orElse(null));
      next =
          Stream.concat(due.stream(), makes.stream().flatMap(Makes::next)).min(Instant::compareTo);
    }
    return marks;
  }

  /** What makes posts once in a while. */
  private static final class Makes {
    private final Function<Instant, Optional<Instant>> work;
    private @Nullable Instant next;

    /**
     * @param work makes them, and gives the instant at which it is to be done again
     */
    Makes(Instant first, Function<Instant, Optional<Instant>> work) {
      this.next = first;
      this.work = work;
    }

    Stream<Instant> next() {
      return Stream.ofNullable(next);
    }

    void make(Instant now) {
      if (next != null && !next.isAfter(now)) {
        next = work.apply(now).orElse(null);
      }
    }
  }

  private Optional<Instant> queueRepeats(Instant now) {
    QueueOccurrences repeats = new QueueOccurrences(new Recurrences(cron));
    int unused = repeats.all(stage, now);
    return stage.lend(connection -> repeats.next(connection, now));
  }

  private Optional<Instant> fill(Instant now) {
    int unused = new MakeShowings(new Schedules(cron)).all(stage, now);
    return stage.lend(EvergreenSets::names).isEmpty()
        ? Optional.empty()
        : Optional.of(now.plus(BETWEEN_SHOWINGS));
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

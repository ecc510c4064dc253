package dev.belfry.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The database's own clock is this machine's. */
@ExtendWith(PostgresExtension.class)
final class DatabaseClockTest {
  private static final InstantSource TIME = InstantSource.system();

  /** For a machine that is busy between two looks. */
  private static final Duration ABOUT = Duration.ofSeconds(20);

  private static final Duration TRIP = Duration.ofMillis(10);

  private final SettableClock set = new SettableClock(Instant.parse("2026-12-01T12:00:00Z"));
  private final QueueFixture queue;

  DatabaseClockTest(DataSource source) {
    this.queue = new QueueFixture(source);
  }

  @Test
  void a_machine_whose_clock_is_wrong_goes_by_the_databases() {
    DatabaseClock clock =
        new DatabaseClock(queue.database(), () -> TIME.instant().minus(Duration.ofHours(3)));

    assertThat(clock.instant()).isBetween(TIME.instant().minus(ABOUT), TIME.instant().plus(ABOUT));
  }

  /** What is due in the next hours would go out at once. */
  @Test
  void a_machine_that_slept_while_it_asked_is_not_ahead() {
    Duration sleep = Duration.ofHours(8);
    AtomicInteger looks = new AtomicInteger();
    InstantSource machine =
        () -> looks.incrementAndGet() == 1 ? TIME.instant().minus(sleep) : TIME.instant();

    DatabaseClock clock = new DatabaseClock(queue.database(), machine);

    Instant shown = clock.instant();
    assertThat(shown).isBetween(TIME.instant().minus(ABOUT), TIME.instant().plus(ABOUT));
  }

  @Test
  void a_time_within_the_round_trip_says_nothing_new() {
    DatabaseClock clock = new DatabaseClock(queue.database(), set);
    Instant before = clock.instant();
    set.tick(TRIP);
    clock.correct(before, before);
    clock.correct(before, before.plus(TRIP));

    assertThat(clock.instant()).isEqualTo(before.plus(TRIP));
  }

  @Test
  void a_time_outside_of_it_is_taken_as_that_of_its_middle() {
    DatabaseClock clock = new DatabaseClock(queue.database(), set);
    Instant before = clock.instant();
    set.tick(TRIP);
    clock.correct(before, before.minusMillis(1));

    assertThat(clock.instant()).isEqualTo(before.plusMillis(4));
  }
}

package dev.belfry.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a database says of its time in passing. */
@ExtendWith(PostgresExtension.class)
final class DatabaseClockTest {
  private static final Duration TRIP = Duration.ofMillis(10);

  private final SettableClock machine = new SettableClock(Instant.parse("2026-12-01T12:00:00Z"));
  private final DatabaseClock clock;

  DatabaseClockTest(DataSource source) {
    this.clock = new DatabaseClock(new Database(Connections.of(source)), machine);
  }

  @Test
  void a_time_within_the_round_trip_says_nothing_new() {
    Instant before = clock.instant();
    machine.tick(TRIP);
    clock.correct(before, before);
    clock.correct(before, before.plus(TRIP));

    assertThat(clock.instant()).isEqualTo(before.plus(TRIP));
  }

  @Test
  void a_time_outside_of_it_is_taken_as_that_of_its_middle() {
    Instant before = clock.instant();
    machine.tick(TRIP);
    clock.correct(before, before.minusMillis(1));

    assertThat(clock.instant()).isEqualTo(before.plusMillis(4));
  }
}

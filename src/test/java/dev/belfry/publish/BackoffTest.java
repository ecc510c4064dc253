package dev.belfry.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

final class BackoffTest {

  @Property(tries = 1000)
  void a_wait_doubles_with_each_failure_up_to_the_cap_and_chance_moves_it_by_its_share(
      @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int failures,
      @ForAll @LongRange(min = 1, max = 86_400_000) long first,
      @ForAll @LongRange(min = 1, max = 604_800_000) long longest,
      @ForAll @DoubleRange(min = 0, max = 1) double jitter,
      @ForAll long seed) {
    Backoff backoff = new Backoff(Duration.ofMillis(first), Duration.ofMillis(longest), jitter, 8);

    long wait = backoff.after(failures, new Random(seed)).toMillis();

    double plain = Math.min(first * Math.pow(2, Math.min(failures - 1, 30)), (double) longest);
    assertThat((double) wait)
        .isBetween(Math.floor(plain * (1 - jitter)), Math.ceil(plain * (1 + jitter)))
        .isNotNegative();
  }

  @Example
  void deferrals_without_end_leave_a_part_numbers_for_more_than_a_year_however_chance_falls() {
    Duration shortest = Duration.ZERO;
    for (int number = 1; number <= Short.MAX_VALUE; number++) {
      shortest = shortest.plus(Backoff.DEFERRALS.after(number, () -> 0));
    }

    assertThat(shortest).isBetween(Duration.ofDays(500), Duration.ofDays(600));
    assertThat(Backoff.DEFERRALS.allowsAfter(Short.MAX_VALUE)).isTrue();
  }

  @Example
  void without_chance_the_default_waits_half_a_minute_then_doubles_up_to_an_hour() {
    Backoff calm =
        new Backoff(Backoff.DEFAULT.first(), Backoff.DEFAULT.longest(), 0, Backoff.DEFAULT.most());

    assertThat(calm.after(1, new Random())).isEqualTo(Duration.ofSeconds(30));
    assertThat(calm.after(2, new Random())).isEqualTo(Duration.ofMinutes(1));
    assertThat(calm.after(8, new Random())).isEqualTo(Duration.ofHours(1));
    assertThat(calm.allowsAfter(7)).isTrue();
    assertThat(calm.allowsAfter(8)).isFalse();
  }
}

package dev.belfry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.release.Pass;
import dev.belfry.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class PassesOnceTest {
  private static final Duration LEASE = Duration.ofSeconds(10);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-12-01T12:00:00Z"));
  private int attempts;
  private int passes;

  @Test
  void where_nothing_is_left_there_is_one_pass() throws InterruptedException {
    makeAll(pass(Duration.ZERO, /* releases= */ 3, /* until= */ 1));

    assertThat(passes).isEqualTo(1);
  }

  @Test
  void what_another_node_holds_is_waited_for_as_long_as_its_lease() throws InterruptedException {
    makeAll(pass(Duration.ofSeconds(2), /* releases= */ 0, /* until= */ 100));

    assertThat(passes).isEqualTo(7);
  }

  @Test
  void a_pass_that_takes_longer_than_a_lease_and_gets_on_is_followed_by_another()
      throws InterruptedException {
    makeAll(pass(Duration.ofMinutes(2), /* releases= */ 500, /* until= */ 5));

    assertThat(passes).isEqualTo(5);
  }

  @Test
  void after_a_signal_no_other_pass_follows() throws InterruptedException {
    Pass pass = pass(Duration.ZERO, /* releases= */ 1, /* until= */ 100);

    new PassesOnce(clock, LEASE, () -> attempts).makeAll(pass, () -> passes == 2);

    assertThat(passes).isEqualTo(2);
  }

  private void makeAll(Pass pass) throws InterruptedException {
    new PassesOnce(clock, LEASE, () -> attempts).makeAll(pass, () -> false);
  }

  /**
   * Each takes so long and gets so many out.
   *
   * @param until how many passes until nothing is due
   */
  private Pass pass(Duration time, int releases, int until) {
    return new Pass() {
      @Override
      public void pass(BooleanSupplier stopping, Consumer<Instant> wake) {
        passes++;
        attempts += releases;
      }

      @Override
      public void finish() {
        clock.tick(time);
      }

      @Override
      public Optional<Instant> nextDue() {
        return Optional.empty();
      }

      @Override
      public boolean isDue() {
        return passes < until;
      }
    };
  }
}

package dev.belfry.jobs;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With real Quartz, on the machine's own clock: what is tested is when it strikes. */
final class MetronomeTest {
  /** How late a strike may be on a busy machine. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final InstantSource CLOCK = InstantSource.system();
  private static final AtomicInteger NODES = new AtomicInteger();

  private final List<Instant> strikes = new CopyOnWriteArrayList<>();
  private final List<Instant> ready = new CopyOnWriteArrayList<>();
  private final List<Metronome> running = new CopyOnWriteArrayList<>();

  private volatile Runnable gettingReady = () -> {};

  @AfterEach
  void stop() {
    running.forEach(Metronome::close);
  }

  @Test
  void it_strikes_at_once_and_then_when_something_is_due_and_never_before() {
    Instant begin = CLOCK.instant();
    Instant due = begin.plusMillis(400);
    start(() -> strikes.size() == 1 ? Optional.of(due) : Optional.empty());

    awaitStrikes(2);

    assertThat(strikes.get(0)).isBetween(begin, begin.plus(TOLERANCE));
    assertThat(strikes.get(1)).isBetween(due, due.plus(TOLERANCE));
  }

  @Test
  void it_gets_ready_ahead_of_the_instant_but_not_where_there_is_no_time_left() {
    Instant due = CLOCK.instant().plusMillis(400);
    start(() -> CLOCK.instant().isBefore(due) ? Optional.of(due) : Optional.empty())
        .noLaterThan(Instant.MIN);

    await().until(() -> strikes.stream().anyMatch(strike -> !strike.isBefore(due)));

    assertThat(ready).singleElement(as(InstanceOfAssertFactories.INSTANT)).isBefore(due);
  }

  @Test
  void what_is_asked_for_while_it_gets_ready_for_something_later_does_not_wait_for_that() {
    Instant due = CLOCK.instant().plusMillis(400);
    CompletableFuture<Metronome> metronome = new CompletableFuture<>();
    gettingReady = () -> metronome.join().noLaterThan(Instant.MIN);
    metronome.complete(
        start(() -> CLOCK.instant().isBefore(due) ? Optional.of(due) : Optional.empty()));

    awaitStrikes(2);

    assertThat(strikes.get(1)).isBefore(due);
  }

  @Test
  void something_earlier_moves_it_and_something_later_does_not() {
    Metronome metronome = start(() -> Optional.of(CLOCK.instant().plus(LONG)));
    awaitStrikes(1);
    Instant soon = CLOCK.instant().plusMillis(300);

    metronome.noLaterThan(soon);
    metronome.noLaterThan(soon.plus(LONG));
    metronome.noLaterThan(soon.plusMillis(1));
    awaitStrikes(2);

    assertThat(strikes.get(1)).isBetween(soon, soon.plus(TOLERANCE));
  }

  @Test
  void what_is_long_past_is_struck_at_once() {
    Metronome metronome = start(Optional::empty);
    awaitStrikes(1);
    metronome.noLaterThan(Instant.MIN);
    awaitStrikes(2);
    metronome.noLaterThan(Instant.MIN);
    awaitStrikes(3);
  }

  @Test
  void without_anything_due_it_strikes_after_the_longest_rest() {
    start(Optional::empty, CLOCK, CLOCK, Duration.ofMillis(200));

    awaitStrikes(3);

    assertThat(Duration.between(strikes.get(0), strikes.get(1)))
        .isGreaterThanOrEqualTo(Duration.ofMillis(200));
  }

  @Test
  void a_machine_clock_that_is_set_back_makes_no_rest_longer() {
    // As Quartz sees it, whose clock stays: what was asked for before is two hours off.
    AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ofHours(2));
    InstantSource machine = () -> CLOCK.instant().plus(ahead.get());
    start(() -> Optional.of(machine.instant()), machine, machine, Duration.ofMillis(200));
    awaitStrikes(1);

    ahead.set(Duration.ZERO);

    awaitStrikes(3);
  }

  @Test
  void the_database_clock_says_when_and_the_machine_clock_only_how_long() {
    Duration ahead = Duration.ofDays(1);
    InstantSource database = () -> CLOCK.instant().plus(ahead);
    Instant due = database.instant().plusMillis(300);
    start(() -> strikes.size() == 1 ? Optional.of(due) : Optional.empty(), database, CLOCK, LONG);

    awaitStrikes(2);

    assertThat(strikes.get(1).plus(ahead)).isBetween(due, due.plus(TOLERANCE));
  }

  @Test
  void a_notice_that_arrives_during_a_pass_is_served_after_it_and_passes_never_overlap() {
    CountDownLatch noticed = new CountDownLatch(1);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Metronome metronome =
        start(
            () -> {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              awaitLatch(noticed);
              inside.decrementAndGet();
              return Optional.empty();
            });
    awaitStrikes(1);

    metronome.noLaterThan(CLOCK.instant());
    metronome.noLaterThan(Instant.MIN);
    noticed.countDown();
    awaitStrikes(2);

    assertThat(most).hasValue(1);
  }

  @Test
  void closing_waits_for_the_pass_and_strikes_no_other() {
    CountDownLatch mayEnd = new CountDownLatch(1);
    Metronome metronome =
        start(
            () -> {
              awaitLatch(mayEnd);
              return Optional.of(Instant.MIN);
            });
    awaitStrikes(1);

    CompletableFuture<Void> closed = CompletableFuture.runAsync(metronome::close);
    await().during(Duration.ofMillis(100)).until(() -> !closed.isDone());
    mayEnd.countDown();

    assertThat(closed).succeedsWithin(Duration.ofSeconds(10));
    assertThat(strikes).hasSize(1);
  }

  @Test
  void a_pass_that_throws_is_not_the_last() {
    Metronome metronome =
        start(
            () -> {
              if (strikes.size() == 1) {
                throw new IllegalStateException("a defect");
              }
              return Optional.empty();
            });
    awaitStrikes(1);
    metronome.noLaterThan(CLOCK.instant());
    awaitStrikes(2);
  }

  private Metronome start(Supplier<Optional<Instant>> pass) {
    return start(pass, CLOCK, CLOCK, LONG);
  }

  private Metronome start(
      Supplier<Optional<Instant>> pass,
      InstantSource databaseClock,
      InstantSource machineClock,
      Duration longestRest) {
    Metronome metronome =
        new Metronome(
            name(), this::getReady, record(pass), databaseClock, machineClock, longestRest);
    running.add(metronome);
    metronome.start();
    return metronome;
  }

  private void getReady() {
    ready.add(CLOCK.instant());
    gettingReady.run();
  }

  private Supplier<Optional<Instant>> record(Supplier<Optional<Instant>> pass) {
    return () -> {
      strikes.add(CLOCK.instant());
      return pass.get();
    };
  }

  private void awaitStrikes(int count) {
    await().atMost(Duration.ofSeconds(10)).until(() -> strikes.size() >= count);
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Quartz knows its schedulers by name, one a JVM. */
  private static String name() {
    return "metronome " + NODES.incrementAndGet();
  }
}

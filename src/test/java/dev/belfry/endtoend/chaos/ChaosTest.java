package dev.belfry.endtoend.chaos;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine alone: three networks of the tests' own form, each with one network's guarantee. */
final class ChaosTest {
  private static final Strength SMALL = new Strength(240, 12, Duration.ofSeconds(35), 1);
  private static final Strength FULL = new Strength(2_400, 42, Duration.ofMinutes(4), 2);

  private final Chaos chaos;

  ChaosTest(@TempDir Path scratch) {
    this.chaos = new Chaos("ChaosTest", scratch, ThreeNetworks::start);
  }

  @AfterEach
  void stopAll() {
    chaos.close();
  }

  @Test
  @Tag("alone")
  void whatever_goes_wrong_for_half_a_minute_nothing_is_lost_and_nothing_doubled() {
    chaos.run(SMALL);
  }

  @Test
  @Tag("chaos")
  void whatever_goes_wrong_for_minutes_nothing_is_lost_and_nothing_doubled() {
    chaos.run(FULL);
    chaos.everyMisbehaviourWasMet();
  }
}

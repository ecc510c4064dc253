package dev.belfry.endtoend.chaos;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of it: the engine with the adapters of the three networks, in their networks' own forms. */
final class RealFormsChaosTest {
  private static final Strength SMALL = new Strength(90, 8, Duration.ofSeconds(20), 1);
  private static final Strength FULL = new Strength(1_200, 24, Duration.ofMinutes(3), 2);

  private final Chaos chaos;

  RealFormsChaosTest(@TempDir Path scratch) {
    this.chaos = new Chaos("RealFormsChaosTest", scratch, (folder, seed) -> new RealForms());
  }

  @AfterEach
  void stopAll() {
    chaos.close();
  }

  @Test
  @Tag("slow")
  void with_the_real_adapters_nothing_is_lost_and_nothing_doubled() {
    chaos.run(SMALL);
  }

  @Test
  @Tag("chaos")
  void with_the_real_adapters_nothing_is_lost_and_nothing_doubled_for_minutes() {
    chaos.run(FULL);
  }
}

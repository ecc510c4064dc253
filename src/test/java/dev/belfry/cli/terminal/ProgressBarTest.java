package dev.belfry.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private Instant now = Instant.parse("2026-11-24T09:00:00Z");

  private void passMillis(long millis) {
    now = now.plusMillis(millis);
  }

  private ProgressBar bar(Screen screen) {
    return new ProgressBar(screen.console(), () -> now, "importing", 2000);
  }

  @Test
  void work_of_less_than_a_second_shows_nothing() {
    Screen screen = Screen.plain(80);
    try (ProgressBar bar = bar(screen)) {
      passMillis(999);
      bar.reached(1999);
    }
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void longer_work_is_shown_and_wiped_away() {
    Screen screen = Screen.plain(80);
    try (ProgressBar bar = bar(screen)) {
      passMillis(1000);
      bar.reached(1500);
      assertThat(screen.err())
          .isEqualTo("\r\u001b[Kimporting ██████████████████░░░░░░ 75% (1,500 of 2,000)");
    }
    assertThat(screen.err()).endsWith("\r\u001b[K");
    assertThat(screen.out()).isEmpty();
  }

  @Test
  void it_is_drawn_ten_times_a_second_at_most() {
    Screen screen = Screen.plain(80);
    try (ProgressBar bar = bar(screen)) {
      for (int step = 1; step <= 2000; step++) {
        passMillis(1);
        bar.reached(step);
      }
    }
    assertThat(screen.err().split("importing", -1)).hasSize(1 + 11);
  }

  @Test
  void files_and_dumb_terminals_get_none() {
    for (Screen screen : new Screen[] {Screen.files(), Screen.terminal(Map.of("TERM", "dumb"))}) {
      try (ProgressBar bar = bar(screen)) {
        passMillis(5000);
        bar.reached(10);
      }
      assertThat(screen.err()).isEmpty();
    }
  }
}

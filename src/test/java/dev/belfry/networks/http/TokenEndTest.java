package dev.belfry.networks.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers write where they mean an end, or none. */
final class TokenEndTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  @Test
  void a_number_of_seconds_and_a_moment_are_an_end() {
    assertThat(TokenEnd.after(7_200, NOON)).isEqualTo(NOON.plusSeconds(7_200));
    assertThat(TokenEnd.at(NOON.getEpochSecond())).isEqualTo(NOON);
  }

  /** The third is a moment in milliseconds, the fourth the year 300,000. */
  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1_764_590_400_000L, 9_404_000_000_000L, Long.MAX_VALUE})
  void a_number_that_stands_for_never_is_no_end(long never) {
    assertThat(TokenEnd.after(never, NOON)).isNull();
    assertThat(TokenEnd.at(never)).isNull();
  }
}

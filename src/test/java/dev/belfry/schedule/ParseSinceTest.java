package dev.belfry.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.post.InvalidInput;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParseSinceTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T08:00Z,          2026-11-20T08:00:00Z",
    "2026-11-20T08:00:30+05:45,  2026-11-20T02:15:30Z",
    "2026-11-20 08:00,           2026-11-20T13:00:00Z",
    "2026-11-20,                 2026-11-20T05:00:00Z",
    "2d,                         2026-11-22T09:00:00Z",
    "1h30m,                      2026-11-24T07:30:00Z",
  })
  void a_time_a_date_or_how_long_ago(String written, Instant meant) {
    assertThat(ParseSince.parse("--since", written, NOW, ZoneId.of("America/New_York")))
        .isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "", "2026-13-01", "-2d", "0d", "99999999999w"})
  void anything_else_is_told(String written) {
    assertThatThrownBy(() -> ParseSince.parse("--since", written, NOW, ZoneId.of("UTC")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("--since: \"" + written + "\" is not a time; write ");
  }
}

package dev.belfry.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.publish.SentMark;
import dev.belfry.testing.OtherDigits;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Regression: other digits became question marks, and no mark could be read again. */
@OtherDigits
final class MarkLineTest {
  @Test
  void a_mark_is_the_same_in_every_locale_and_is_read_back() {
    SentMark mark =
        new SentMark(1, 42, 3, 2, "ab".repeat(32), Instant.parse("2026-12-01T12:00:00.5Z"));
    byte[] line = new MarkLine(1_234, mark).bytes();

    assertThat(new String(line, US_ASCII))
        .startsWith("1234 1 42 3 2 " + "ab".repeat(32) + " 2026-12-01T12:00:00.500Z ");
    assertThat(MarkLine.parse(line, 0, line.length)).contains(new MarkLine(1_234, mark));
  }
}

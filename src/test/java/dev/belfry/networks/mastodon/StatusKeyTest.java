package dev.belfry.networks.mastodon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.testing.OtherDigits;
import org.junit.jupiter.api.Test;

/** Regression: the next node, in another locale, sent the same part under another key. */
@OtherDigits
final class StatusKeyTest {
  @Test
  void a_part_has_one_key_in_every_locale() {
    // The UUID of version 3 over "42/1/{}", without a namespace.
    assertThat(StatusKey.of(42, 1, "{}", null).key())
        .isEqualTo("29f45613-0b78-3f44-8195-7745d3119efd");
  }
}

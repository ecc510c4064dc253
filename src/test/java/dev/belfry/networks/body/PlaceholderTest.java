package dev.belfry.networks.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import dev.belfry.testing.OtherDigits;
import org.junit.jupiter.api.Test;

/** Regression: a node did not find what had been rendered where other digits are written. */
@OtherDigits
final class PlaceholderTest {
  private static final String HASH = "ab".repeat(32);

  @Test
  void what_stands_for_an_image_is_the_same_in_every_locale() {
    Media bell = new Media(HASH, MediaType.PNG, 1200, 675, 17_579);

    assertThat(Placeholder.media(bell, 2, 1)).isEqualTo("sha256:" + HASH + "#2.1");
  }
}

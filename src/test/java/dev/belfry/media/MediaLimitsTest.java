package dev.belfry.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.Attachment;
import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import dev.belfry.post.Network;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MediaLimitsTest {

  @Test
  void each_network_takes_exactly_its_largest_image() {
    assertThat(fits(Network.X, MediaType.PNG, 5_242_880)).isTrue();
    assertThat(fits(Network.X, MediaType.PNG, 5_242_881)).isFalse();
    assertThat(fits(Network.X, MediaType.GIF, 15_728_640)).isTrue();
    assertThat(fits(Network.BLUESKY, MediaType.JPEG, 2_000_000)).isTrue();
    assertThat(fits(Network.BLUESKY, MediaType.JPEG, 2_000_001)).isFalse();
    assertThat(fits(Network.MASTODON, MediaType.WEBP, 16_777_216)).isTrue();
  }

  @Test
  void alt_texts_are_counted_in_code_points() {
    Media media = new Media("00", MediaType.PNG, 10, 10, 100);

    assertThat(MediaLimits.of(Network.X).refusals(new Attachment(media, "🔔".repeat(1_000))))
        .isEmpty();
    assertThat(MediaLimits.of(Network.X).refusals(new Attachment(media, "🔔".repeat(1_002))))
        .containsExactly("the alt text has 1002 characters, 2 more than the 1000 that are taken");
  }

  @Test
  void mastodon_bounds_the_pixels_too() {
    Media poster = new Media("00", MediaType.PNG, 60_000, 60_000, 100);

    assertThat(MediaLimits.of(Network.MASTODON).refusals(new Attachment(poster, "A poster")))
        .singleElement()
        .asString()
        .contains("60000 × 60000 pixels");
  }

  @Test
  void the_general_bounds_are_those_of_the_most_generous_network() {
    assertThat(Stream.of(Network.values()).map(MediaLimits::of))
        .allMatch(limits -> limits.longestAlt() <= MediaLimits.LONGEST_ALT)
        .anyMatch(limits -> limits.longestAlt() == MediaLimits.LONGEST_ALT)
        .allMatch(limits -> limits.mostBytes() <= ProbeImage.MOST_BYTES)
        .anyMatch(limits -> limits.mostBytes() == ProbeImage.MOST_BYTES);
  }

  private static boolean fits(Network network, MediaType type, long size) {
    Media media = new Media("00", type, 10, 10, size);
    return MediaLimits.of(network).refusals(new Attachment(media, "A bell")).isEmpty();
  }
}

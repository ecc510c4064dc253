package dev.belfry.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.Attachment;
import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import dev.belfry.post.Network;
import dev.belfry.post.Problem;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MediaLimitsTest {
  private static final Attachment IMAGE = on(new Media("00", MediaType.PNG, 10, 10, 100));
  private static final Attachment GIF = on(animated(MediaType.GIF, 100));
  private static final Attachment VIDEO = on(video(1_000, Duration.ofSeconds(10)));

  @Test
  void each_network_takes_exactly_its_largest_image() {
    assertThat(fits(Network.X, image(MediaType.PNG, 5_242_880))).isTrue();
    assertThat(fits(Network.X, image(MediaType.PNG, 5_242_881))).isFalse();
    assertThat(fits(Network.BLUESKY, image(MediaType.JPEG, 2_000_000))).isTrue();
    assertThat(fits(Network.BLUESKY, image(MediaType.JPEG, 2_000_001))).isFalse();
    assertThat(fits(Network.MASTODON, image(MediaType.WEBP, 16_777_216))).isTrue();
    assertThat(fits(Network.MASTODON, image(MediaType.WEBP, 16_777_217))).isFalse();
  }

  @Test
  void an_image_that_is_too_large_is_told_of_fit() {
    assertThat(problems(Network.BLUESKY, on(image(MediaType.JPEG, 3_000_000))))
        .containsExactly(
            new Problem(
                "image 1",
                "the image has 3,000,000 bytes, and Bluesky takes at most 2,000,000; save it"
                    + " smaller, or have it scaled down with --fit"));
  }

  @Test
  void an_animation_may_be_larger_on_x_and_stands_alone() {
    assertThat(fits(Network.X, animated(MediaType.GIF, 15_728_640))).isTrue();
    assertThat(fits(Network.X, animated(MediaType.GIF, 15_728_641))).isFalse();
    assertThat(problems(Network.X, IMAGE, GIF))
        .containsExactly(
            new Problem(
                "",
                "X takes one animation on a part and nothing beside it; give each a part of its"
                    + " own"));
    assertThat(problems(Network.MASTODON, IMAGE, GIF)).isEmpty();
  }

  @Test
  void nobody_is_surprised_by_an_animation_that_stands_still() {
    assertThat(problems(Network.BLUESKY, GIF))
        .containsExactly(
            new Problem(
                "animation 1",
                "Bluesky shows an animation as a still image; leave it out, or save one of its"
                    + " pictures as PNG"));
    assertThat(problems(Network.X, on(animated(MediaType.WEBP, 100))))
        .containsExactly(
            new Problem(
                "animation 1",
                "X plays an animation only as GIF, and this one is WEBP; save it as GIF"));
  }

  @Test
  void a_video_is_bounded_in_bytes_and_seconds_and_stands_alone() {
    assertThat(problems(Network.X, VIDEO)).isEmpty();
    assertThat(problems(Network.X, VIDEO, VIDEO)).hasSize(1);
    assertThat(fits(Network.X, video(536_870_912, Duration.ofSeconds(140)))).isTrue();
    assertThat(fits(Network.X, video(536_870_913, Duration.ofSeconds(140)))).isFalse();
    assertThat(problems(Network.X, on(video(1_000, Duration.ofMillis(140_600)))))
        .containsExactly(
            new Problem(
                "video 1", "the video lasts 140.6 s, and X takes at most 140 s; cut it shorter"));
    assertThat(fits(Network.X, video(1_000, Duration.ofMillis(499)))).isFalse();
    assertThat(fits(Network.MASTODON, video(103_809_024, Duration.ofHours(1)))).isTrue();
    assertThat(fits(Network.MASTODON, video(103_809_025, Duration.ofHours(1)))).isFalse();
  }

  @Test
  void a_video_for_bluesky_is_told_to_stay_behind() {
    assertThat(problems(Network.BLUESKY, VIDEO))
        .containsExactly(
            new Problem(
                "video 1",
                "Belfry does not post videos to Bluesky yet; leave the video out, or the account"));
  }

  @Test
  void an_instance_may_take_fewer() {
    MediaLimits two =
        new MediaLimits(Network.MASTODON, 2, MediaLimits.of(Network.MASTODON).kinds(), 1_500);

    assertThat(two.problems(Collections.nCopies(2, IMAGE))).isEmpty();
    assertThat(two.problems(Collections.nCopies(3, IMAGE)))
        .containsExactly(new Problem("", "Mastodon takes 2 media on a part, and here are 3"));
  }

  @Test
  void alt_texts_are_counted_in_code_points() {
    Media media = image(MediaType.PNG, 100);

    assertThat(problems(Network.X, new Attachment(media, "🔔".repeat(1_000)))).isEmpty();
    assertThat(problems(Network.X, new Attachment(media, "🔔".repeat(1_002))))
        .containsExactly(
            new Problem(
                "image 1", "the alt text has 1002 characters, 2 more than the 1000 that X takes"));
  }

  @Test
  void mastodon_bounds_the_pixels_too() {
    Media poster = new Media("00", MediaType.PNG, 60_000, 60_000, 100);

    assertThat(problems(Network.MASTODON, on(poster)))
        .singleElement()
        .asString()
        .contains("60000 × 60000 pixels", "at most 33,177,600 in all");
  }

  @Test
  void the_general_bounds_are_those_of_the_most_generous_network() {
    assertThat(Stream.of(Network.values()).map(MediaLimits::of))
        .allMatch(limits -> limits.longestAlt() <= MediaLimits.LONGEST_ALT)
        .anyMatch(limits -> limits.longestAlt() == MediaLimits.LONGEST_ALT)
        .flatMap(limits -> limits.kinds().values())
        .allMatch(kind -> kind.mostBytes() <= ProbeMedia.MOST_VIDEO_BYTES)
        .anyMatch(kind -> kind.mostBytes() == ProbeMedia.MOST_VIDEO_BYTES);
  }

  @Test
  void what_fits_several_networks_fits_the_tightest_in_each_way() {
    assertThat(Fit.to(Stream.of(Network.values()).map(MediaLimits::of).toList()))
        .isEqualTo(new Fit(2_000_000, 33_177_600));
    assertThat(Fit.to(List.of())).isEqualTo(Fit.NOTHING);
  }

  private static boolean fits(Network network, Media media) {
    return problems(network, on(media)).isEmpty();
  }

  private static List<Problem> problems(Network network, Attachment... media) {
    return MediaLimits.of(network).problems(List.of(media));
  }

  private static Attachment on(Media media) {
    return new Attachment(media, "A bell");
  }

  private static Media image(MediaType type, long size) {
    return new Media("00", type, 10, 10, size);
  }

  private static Media animated(MediaType type, long size) {
    return new Media("00", type, 10, 10, true, null, size);
  }

  private static Media video(long size, Duration duration) {
    return new Media("00", MediaType.MP4, 1280, 720, false, duration, size);
  }
}

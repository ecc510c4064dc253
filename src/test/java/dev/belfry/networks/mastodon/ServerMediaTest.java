package dev.belfry.networks.mastodon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.account.ServerLimits;
import dev.belfry.media.MediaLimits;
import dev.belfry.post.Attachment;
import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import dev.belfry.post.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ServerMediaTest {
  private static final Attachment IMAGE =
      new Attachment(new Media("00", MediaType.PNG, 100, 100, 5_000), "A bell");
  private static final Attachment VIDEO =
      new Attachment(
          new Media("00", MediaType.MP4, 100, 100, false, Duration.ofHours(1), 5_000), "A bell");

  @Test
  void posts_are_checked_by_what_the_server_said() {
    MediaLimits limits = ServerMedia.limits(limits(4_999, Set.of()));

    assertThat(limits.problems(List.of(IMAGE)))
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .startsWith("the image has 5,000 bytes, and Mastodon takes at most 4,999");
    assertThat(limits.problems(List.of(VIDEO))).isEmpty();
    assertThat(limits.most()).isEqualTo(6);
    assertThat(limits.longestAlt()).isEqualTo(420);
  }

  @Test
  void what_a_server_does_not_name_among_its_types_it_does_not_take() {
    MediaLimits limits = ServerMedia.limits(limits(5_000, Set.of("image/png")));

    assertThat(limits.problems(List.of(IMAGE))).isEmpty();
    assertThat(limits.problems(List.of(VIDEO)))
        .containsExactly(new Problem("video 1", "Mastodon takes no videos; leave it out"));
  }

  private static ServerLimits limits(long imageBytes, Set<String> types) {
    return new ServerLimits(
        500, 23, 6, 420, imageBytes, 10_000, 10_000, 10_000, types, Instant.EPOCH);
  }
}

package dev.belfry.networks.mastodon;

import dev.belfry.account.ServerLimits;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Reads limits out of an <a href="https://docs.joinmastodon.org/entities/Instance/">instance</a>,
 * v1 or v2; what a server leaves out is as Mastodon itself has it.
 */
final class ReadInstance {
  private static final int MEGABYTE = 1 << 20;

  private ReadInstance() {}

  static ServerLimits limits(JsonNode instance, Instant at) {
    JsonNode set = instance.path("configuration");
    JsonNode posts = set.path("statuses");
    JsonNode media = set.path("media_attachments");
    // Pleroma and its like have said it here since before there was a configuration.
    int characters = (int) number(instance.path("max_toot_chars"), 500);
    return new ServerLimits(
        (int) number(posts.path("max_characters"), characters),
        (int) number(posts.path("characters_reserved_per_url"), 23),
        (int) number(posts.path("max_media_attachments"), 4),
        (int) number(media.path("description_limit"), 1_500),
        number(media.path("image_size_limit"), 16 * MEGABYTE),
        number(media.path("image_matrix_limit"), 33_177_600),
        number(media.path("video_size_limit"), 99 * MEGABYTE),
        number(media.path("video_matrix_limit"), 8_294_400),
        types(media.path("supported_mime_types")),
        at);
  }

  /** Nonsense is taken for nothing said; beyond two milliards nothing is limited. */
  private static long number(JsonNode said, long otherwise) {
    return said.isIntegralNumber() && said.canConvertToLong() && said.longValue() > 0
        ? Math.min(said.longValue(), Integer.MAX_VALUE)
        : otherwise;
  }

  private static Set<String> types(JsonNode said) {
    return said.valueStream()
        .flatMap(each -> each.stringValueOpt().stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}

package dev.belfry.networks.bluesky;

import dev.belfry.networks.body.JsonBody;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A post that is quoted, alone or beside images: <a
 * href="https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/embed/record.json">{@code
 * app.bsky.embed.record}</a>, {@code recordWithMedia}. Its hash is asked for when the post is about
 * to leave.
 */
final class Quote {
  private static final String RECORD = "app.bsky.embed.record";
  private static final String WITH_MEDIA = "app.bsky.embed.recordWithMedia";
  private static final String NAME = "quote ";

  private Quote() {}

  /**
   * Puts it on a post.
   *
   * @param field where what the post shows is, which it may share with images
   */
  static void add(ObjectNode post, String field, String url) {
    ObjectNode quote = JsonBody.object().put("$type", RECORD);
    quote.putObject("record").put("uri", NAME + url).put("cid", NAME + url);
    if (post.path(field) instanceof ObjectNode media) {
      ObjectNode both = JsonBody.object().put("$type", WITH_MEDIA);
      both.set("record", quote);
      both.set("media", media);
      post.set(field, both);
    } else {
      post.set(field, quote);
    }
  }

  /** The name of what a rendered body quotes. */
  static Optional<String> in(String body) {
    return body.contains(RECORD)
        ? reference(RecordWrite.rendered(JsonBody.read(body)))
            .flatMap(reference -> reference.path("uri").stringValueOpt())
            .filter(uri -> uri.startsWith(NAME))
        : Optional.empty();
  }

  /** Whether this is the name of something quoted. */
  static boolean isName(String name) {
    return name.startsWith(NAME);
  }

  /** The address that such a name is of. */
  static String url(String name) {
    return name.substring(NAME.length());
  }

  /** What is known of a quoted post, as {@link #fill} takes it. */
  static String found(String uri, String cid) {
    return uri + " " + cid;
  }

  /** Says which record it is, where that is known. */
  static void fill(ObjectNode post, Map<String, String> found) {
    reference(post)
        .ifPresent(
            reference -> {
              String known = found.get(reference.path("uri").stringValue(""));
              if (known != null) {
                String[] parts = known.split(" ", 2);
                reference.put("uri", parts[0]).put("cid", parts[1]);
              }
            });
  }

  private static Optional<ObjectNode> reference(ObjectNode post) {
    JsonNode embed = post.path("embed");
    JsonNode reference =
        embed.path("$type").stringValue("").equals(WITH_MEDIA)
            ? embed.path("record").path("record")
            : embed.path("record");
    return reference instanceof ObjectNode record ? Optional.of(record) : Optional.empty();
  }
}

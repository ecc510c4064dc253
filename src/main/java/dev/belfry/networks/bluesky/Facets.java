package dev.belfry.networks.bluesky;

import dev.belfry.compose.Entities;
import dev.belfry.compose.Entity;
import dev.belfry.networks.body.JsonBody;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes links and hashtags of a text clickable: <a
 * href="https://docs.bsky.app/docs/advanced-guides/post-richtext">facets</a>, whose places are
 * counted in bytes of UTF-8. They are what X would link, bare domains included. A mention stays
 * plain text until its handle is resolved.
 */
final class Facets {
  private static final String FACET = "app.bsky.richtext.facet";

  private Facets() {}

  /** Adds the text's facets to the record, where it has any. */
  static void add(ObjectNode post, String text) {
    ArrayNode facets = JsonBody.object().arrayNode();
    int bytes = 0;
    int counted = 0;
    for (Entity entity : Entities.in(text)) {
      int start = bytes + utf8(text, counted, entity.start());
      int end = start + utf8(text, entity.start(), entity.end());
      bytes = end;
      counted = entity.end();
      feature(entity, text)
          .ifPresent(
              feature -> {
                ObjectNode facet = facets.addObject();
                facet.putObject("index").put("byteStart", start).put("byteEnd", end);
                facet.putArray("features").add(feature);
              });
    }
    if (!facets.isEmpty()) {
      post.set("facets", facets);
    }
  }

  private static Optional<ObjectNode> feature(Entity entity, String text) {
    String written = entity.in(text);
    return switch (entity.kind()) {
      case LINK -> Optional.of(feature("link").put("uri", uri(written)));
      case HASHTAG -> Optional.of(feature("tag").put("tag", written.substring(1)));
      case MENTION, CASHTAG -> Optional.empty();
    };
  }

  private static ObjectNode feature(String kind) {
    return JsonBody.object().put("$type", FACET + "#" + kind);
  }

  private static String uri(String written) {
    String lower = written.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") || lower.startsWith("https://")
        ? written
        : "https://" + written;
  }

  private static int utf8(String text, int from, int to) {
    return text.substring(from, to).getBytes(StandardCharsets.UTF_8).length;
  }
}

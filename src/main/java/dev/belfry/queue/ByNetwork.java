package dev.belfry.queue;

import dev.belfry.post.Network;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is said for some networks, as the column that holds it: {@code {"bluesky": …}}. */
final class ByNetwork {
  private ByNetwork() {}

  /** The column; null where nothing is said, as nearly always. */
  static @Nullable String json(Map<Network, String> said) {
    if (said.isEmpty()) {
      return null;
    }
    ObjectNode json = Json.MAPPER.createObjectNode();
    said.forEach((network, text) -> json.put(network.word(), text));
    return Json.MAPPER.writeValueAsString(json);
  }

  /** What the column says. */
  static Map<Network, String> read(@Nullable String json) {
    Map<Network, String> said = new EnumMap<>(Network.class);
    if (json != null) {
      Json.MAPPER
          .readTree(json)
          .forEachEntry(
              (word, text) -> said.put(Network.of(word).orElseThrow(), text.stringValue()));
    }
    return said;
  }

  /** Apart, so that a post that is the same everywhere does not load it. */
  private static final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder().build();
  }
}

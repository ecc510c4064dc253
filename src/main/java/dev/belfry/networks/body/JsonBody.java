package dev.belfry.networks.body;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Request bodies as JSON: compact, in the order in which they were built. Thread-safe. */
public final class JsonBody {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private JsonBody() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The object that a body, written by {@link #write}, holds. */
  public static ObjectNode read(String body) {
    return (ObjectNode) MAPPER.readTree(body);
  }

  public static String write(ObjectNode body) {
    return MAPPER.writeValueAsString(body);
  }
}

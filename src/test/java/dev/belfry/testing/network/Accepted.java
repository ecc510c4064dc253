package dev.belfry.testing.network;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A post that the network took: it is live.
 *
 * @param id grows with each: {@code 17}
 * @param parent the id of the post that it answers; null for none
 * @param key under which it was sent; null for none
 */
public record Accepted(
    long id,
    String account,
    String text,
    @Nullable String parent,
    @Nullable String key,
    Instant at) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** One line of the network's record. */
  String line() {
    return JSON.writeValueAsString(
        JSON.createObjectNode()
            .put("id", id)
            .put("account", account)
            .put("text", text)
            .put("parent", parent)
            .put("key", key)
            .put("at", at.toString()));
  }

  /** Reads the record, whose lines are in the order in which posts were accepted. */
  public static List<Accepted> read(String lines) {
    return lines.lines().map(JSON::readTree).map(Accepted::of).toList();
  }

  private static Accepted of(JsonNode line) {
    return new Accepted(
        line.path("id").longValue(),
        line.path("account").stringValue(),
        line.path("text").stringValue(),
        line.path("parent").stringValue(null),
        line.path("key").stringValue(null),
        Instant.parse(line.path("at").stringValue()));
  }
}

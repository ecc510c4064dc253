package dev.belfry.account;

import java.time.Instant;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an account's own server takes, on a network where each server sets its limits.
 *
 * @param characters the most of a post, its warning included
 * @param link what a link counts, however long it is
 * @param media the most that one part carries
 * @param description the longest alt text, in characters
 * @param imageBytes the largest image
 * @param imagePixels the most that an image's width times height may be
 * @param videoBytes the largest video
 * @param videoPixels the most that a video's width times height may be
 * @param types the media types that are taken; empty where the server does not say
 * @param at when the server said so
 */
public record ServerLimits(
    int characters,
    int link,
    int media,
    int description,
    long imageBytes,
    long imagePixels,
    long videoBytes,
    long videoPixels,
    Set<String> types,
    Instant at) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public ServerLimits {
    types = Set.copyOf(types);
  }

  /** Reads what {@link #json} wrote. */
  static ServerLimits parse(String json, Instant at) {
    JsonNode limits = JSON.readTree(json);
    return new ServerLimits(
        limits.path("characters").intValue(),
        limits.path("link").intValue(),
        limits.path("media").intValue(),
        limits.path("description").intValue(),
        limits.path("imageBytes").longValue(),
        limits.path("imagePixels").longValue(),
        limits.path("videoBytes").longValue(),
        limits.path("videoPixels").longValue(),
        Set.copyOf(limits.path("types").valueStream().map(JsonNode::stringValue).toList()),
        at);
  }

  /** Everything but when it was said. */
  String json() {
    ObjectNode limits =
        JSON.createObjectNode()
            .put("characters", characters)
            .put("link", link)
            .put("media", media)
            .put("description", description)
            .put("imageBytes", imageBytes)
            .put("imagePixels", imagePixels)
            .put("videoBytes", videoBytes)
            .put("videoPixels", videoPixels);
    types.stream().sorted().forEach(limits.putArray("types")::add);
    return JSON.writeValueAsString(limits);
  }
}

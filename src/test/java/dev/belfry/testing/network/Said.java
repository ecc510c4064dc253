package dev.belfry.testing.network;

import dev.belfry.post.Network;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a request to one of the three networks says, whatever each calls it.
 *
 * @param parent the id of the post that it answers; null for none
 */
record Said(String text, @Nullable String parent) {
  private static final JsonMapper JSON = JsonMapper.shared();

  static Said in(Network network, String body) {
    JsonNode read = JSON.readTree(body);
    return switch (network) {
      case X -> of(read.path("text"), read.path("reply").path("in_reply_to_tweet_id"));
      case MASTODON -> of(read.path("status"), read.path("in_reply_to_id"));
      case BLUESKY ->
          of(
              read.path("record").path("text"),
              read.path("record").path("reply").path("parent").path("uri"));
    };
  }

  private static Said of(JsonNode text, JsonNode parent) {
    return new Said(text.stringValue(""), parent.stringValue(null));
  }
}

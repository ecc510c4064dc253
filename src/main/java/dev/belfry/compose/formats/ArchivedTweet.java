package dev.belfry.compose.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A post of X's archive, as far as it can come along.
 *
 * @param parent the id of the post that it answers; null for none
 * @param text as it was written: links as they were, no link to its own images
 * @param images the file names of its images in the archive, without the post's id in front
 */
record ArchivedTweet(long id, @Nullable Long parent, String text, List<String> images) {

  /**
   * Reads one.
   *
   * @return nothing where it is not one at all
   */
  static Optional<ArchivedTweet> read(JsonNode element) {
    JsonNode tweet = element.path("tweet").isObject() ? element.path("tweet") : element;
    try {
      JsonNode answers = tweet.path("in_reply_to_status_id_str");
      return Optional.of(
          new ArchivedTweet(
              Long.parseLong(tweet.path("id_str").stringValue("")),
              answers.isString() ? Long.valueOf(answers.stringValue()) : null,
              text(tweet),
              images(tweet)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  boolean isRepost() {
    return text.startsWith("RT @");
  }

  /** The same with another text. */
  ArchivedTweet saying(String other) {
    return new ArchivedTweet(id, parent, other, images);
  }

  private static String text(JsonNode tweet) {
    String text = tweet.path("full_text").stringValue(tweet.path("text").stringValue(""));
    for (JsonNode link : tweet.path("entities").path("urls")) {
      String shortened = link.path("url").stringValue("");
      String written = link.path("expanded_url").stringValue("");
      text = shortened.isEmpty() || written.isEmpty() ? text : text.replace(shortened, written);
    }
    for (JsonNode image : media(tweet)) {
      String shortened = image.path("url").stringValue("");
      text = shortened.isEmpty() ? text : text.replace(shortened, "");
    }
    return decoded(text).strip();
  }

  /** X writes these three otherwise, and no other. */
  static String decoded(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  private static List<String> images(JsonNode tweet) {
    List<String> names = new ArrayList<>();
    for (JsonNode each : media(tweet)) {
      String address = address(each);
      names.add(address.substring(address.lastIndexOf('/') + 1).replaceFirst("\\?.*", ""));
    }
    return names;
  }

  /** A video has an address for each of its sizes; the archive holds the best. */
  private static String address(JsonNode media) {
    String best = media.path("media_url_https").stringValue("");
    int rate = -1;
    for (JsonNode variant : media.path("video_info").path("variants")) {
      int its = variant.path("bitrate").asInt(-1);
      if (variant.path("content_type").stringValue("").equals("video/mp4") && its > rate) {
        rate = its;
        best = variant.path("url").stringValue("");
      }
    }
    return best;
  }

  private static JsonNode media(JsonNode tweet) {
    JsonNode extended = tweet.path("extended_entities").path("media");
    return extended.isArray() ? extended : tweet.path("entities").path("media");
  }
}

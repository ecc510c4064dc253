package dev.belfry.networks.x;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A post as X lists it. Some of its names were others until lately; both are read. */
final class ListedPost {
  private static final Pattern OF_MEDIA =
      Pattern.compile(".*/status/[0-9]+/(?:photo|video)/[0-9]+");
  private static final Pattern HOST = Pattern.compile("(https?://)([^/?#]+)(.*)", Pattern.DOTALL);

  private final JsonNode post;

  /** A long text is shown whole in a place of its own. */
  private final JsonNode words;

  ListedPost(JsonNode post) {
    this.post = post;
    this.words =
        Stream.of("note_post", "note_tweet")
            .map(post::path)
            .filter(note -> note.has("text"))
            .findFirst()
            .orElse(post);
  }

  String id() {
    return post.path("id").stringValue("");
  }

  /** The id of what it answers; empty for nothing. */
  String parent() {
    return referenced("replied_to");
  }

  private String referenced(String how) {
    JsonNode references =
        post.has("referenced_posts")
            ? post.path("referenced_posts")
            : post.path("referenced_tweets");
    return StreamSupport.stream(references.spliterator(), false)
        .filter(reference -> reference.path("type").stringValue("").equals(how))
        .map(reference -> reference.path("id").stringValue(""))
        .findFirst()
        .orElse("");
  }

  /** The ids of its media: what stands behind the kind in {@code 3_1146654567674912769}. */
  List<String> media() {
    List<String> ids = new ArrayList<>();
    post.at("/attachments/media_keys")
        .forEach(key -> ids.add(key.stringValue("").replaceFirst("^[0-9]+_", "")));
    return ids;
  }

  /** Its text as X has it. */
  String shown() {
    return words.path("text").stringValue("");
  }

  /**
   * Its text with what its links lead to in their places; those of its media and of what it quotes,
   * which X puts behind it, are left out.
   */
  String text(String quoted) {
    String text = shown();
    for (JsonNode link : words.at("/entities/urls")) {
      String to = link.path("expanded_url").stringValue("");
      String url = link.path("url").stringValue("");
      if (!url.isEmpty()) {
        text = text.replace(url, isAppended(link, to, quoted) ? "" : readable(to));
      }
    }
    return text;
  }

  private static boolean isAppended(JsonNode link, String to, String quoted) {
    return link.hasNonNull("media_key")
        || OF_MEDIA.matcher(to).matches()
        || (!quoted.isEmpty() && to.endsWith("/status/" + quoted));
  }

  /** A name in letters of other scripts is listed in those of ASCII. */
  private static String readable(String url) {
    Matcher parts = HOST.matcher(url);
    return parts.matches() ? parts.group(1) + IDN.toUnicode(parts.group(2)) + parts.group(3) : url;
  }
}

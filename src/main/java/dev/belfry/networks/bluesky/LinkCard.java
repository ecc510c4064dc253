package dev.belfry.networks.bluesky;

import dev.belfry.compose.Entities;
import dev.belfry.compose.Entity;
import dev.belfry.networks.body.JsonBody;
import dev.belfry.networks.page.PageWords;
import dev.belfry.publish.LookUp;
import dev.belfry.publish.Shown;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The card under a post that shows what its first link leads to: <a
 * href="https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/embed/external.json">{@code
 * app.bsky.embed.external}</a>.
 */
final class LinkCard {
  private static final String TITLE = "title";
  private static final String DESCRIPTION = "description";

  private LinkCard() {}

  /** Where the first link of a text leads. */
  static Optional<String> firstLink(String text) {
    return Entities.in(text).stream()
        .filter(entity -> entity.kind() == Entity.Kind.LINK)
        .findFirst()
        .map(link -> uri(link.in(text)));
  }

  /** The address that a link means, which may be written without its scheme. */
  static String uri(String written) {
    String lower = written.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") || lower.startsWith("https://")
        ? written
        : "https://" + written;
  }

  /** The name under which a link is looked up. */
  static String name(String uri) {
    return LookUp.CARD + uri;
  }

  /** The address that such a name is of. */
  static String uriOf(String name) {
    return name.substring(LookUp.CARD.length());
  }

  /** As it is kept until it is rendered. */
  static String write(PageWords page) {
    return JsonBody.write(
        JsonBody.object().put(TITLE, page.title()).put(DESCRIPTION, page.description()));
  }

  /** The card of a text's first link; empty where nothing was found of it. */
  static Optional<ObjectNode> of(String text, Map<String, String> found) {
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return firstLink(text)
        .filter(link -> found.containsKey(name(link)))
        .map(link -> card(link, JsonBody.read(found.getOrDefault(name(link), "{}"))));
  }

  private static ObjectNode card(String uri, ObjectNode page) {
    ObjectNode card = JsonBody.object().put("$type", "app.bsky.embed.external");
    card.putObject("external")
        .put("uri", uri)
        .put(TITLE, page.path(TITLE).stringValue(""))
        .put(DESCRIPTION, page.path(DESCRIPTION).stringValue(""));
    return card;
  }

  /** What a record's embed shows of a page. */
  static Optional<Shown.Page> in(JsonNode embed) {
    JsonNode page = embed.path("external");
    return page.isObject()
        ? Optional.of(
            new Shown.Page(
                page.path("uri").stringValue(""),
                page.path(TITLE).stringValue(""),
                page.path(DESCRIPTION).stringValue("")))
        : Optional.empty();
  }
}

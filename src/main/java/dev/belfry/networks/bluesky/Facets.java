package dev.belfry.networks.bluesky;

import dev.belfry.compose.Entities;
import dev.belfry.compose.Entity;
import dev.belfry.compose.Graphemes;
import dev.belfry.networks.body.JsonBody;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes links, hashtags and mentions of a text clickable: <a
 * href="https://docs.bsky.app/docs/advanced-guides/post-richtext">facets</a>, whose places are
 * counted in bytes of UTF-8. Links and hashtags are what X would link, bare domains included. A
 * mention whose handle was not found stays plain text, and so does a hashtag that is too long: the
 * server would refuse the whole post for it.
 */
final class Facets {
  /** The longest hashtag that the lexicon knows. */
  private static final int MOST_GRAPHEMES = 64;

  private static final int MOST_BYTES = 640;

  private static final String FACET = "app.bsky.richtext.facet";

  /** A place in the text, in UTF-16 units, and what it does. */
  private record Place(int start, int end, ObjectNode feature) {}

  private Facets() {}

  /**
   * Adds the text's facets to the record, where it has any.
   *
   * @param found what was looked up
   */
  static void add(ObjectNode post, String text, Map<String, String> found) {
    ArrayNode facets = JsonBody.object().arrayNode();
    int bytes = 0;
    int counted = 0;
    for (Place place : places(text, found)) {
      int start = bytes + utf8(text, counted, place.start());
      int end = start + utf8(text, place.start(), place.end());
      bytes = end;
      counted = place.end();
      ObjectNode facet = facets.addObject();
      facet.putObject("index").put("byteStart", start).put("byteEnd", end);
      facet.putArray("features").add(place.feature());
    }
    if (!facets.isEmpty()) {
      post.set("facets", facets);
    }
  }

  private static List<Place> places(String text, Map<String, String> found) {
    List<Mentions.Mention> mentions = Mentions.in(text);
    List<Place> places = new ArrayList<>();
    for (Mentions.Mention mention : mentions) {
      String did = found.get(Mentions.name(mention.handle()));
      if (did != null) {
        places.add(new Place(mention.start(), mention.end(), feature("mention").put("did", did)));
      }
    }
    for (Entity entity : Entities.in(text)) {
      boolean isOfMention =
          mentions.stream()
              .anyMatch(each -> entity.start() < each.end() && each.start() < entity.end());
      if (!isOfMention) {
        feature(entity, text)
            .ifPresent(feature -> places.add(new Place(entity.start(), entity.end(), feature)));
      }
    }
    places.sort(Comparator.comparingInt(Place::start));
    return places;
  }

  private static Optional<ObjectNode> feature(Entity entity, String text) {
    String written = entity.in(text);
    return switch (entity.kind()) {
      case LINK -> Optional.of(feature("link").put("uri", LinkCard.uri(written)));
      case HASHTAG -> tag(written.substring(1));
      case MENTION, CASHTAG -> Optional.empty();
    };
  }

  private static Optional<ObjectNode> tag(String name) {
    return Graphemes.count(name) > MOST_GRAPHEMES || utf8(name, 0, name.length()) > MOST_BYTES
        ? Optional.empty()
        : Optional.of(feature("tag").put("tag", name));
  }

  private static ObjectNode feature(String kind) {
    return JsonBody.object().put("$type", FACET + "#" + kind);
  }

  private static int utf8(String text, int from, int to) {
    return text.substring(from, to).getBytes(StandardCharsets.UTF_8).length;
  }

  /** The places of a record's facets in its text, in order. */
  static List<Entity> in(ObjectNode post, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<Entity> links = new ArrayList<>();
    int counted = 0;
    int at = 0;
    for (JsonNode facet : post.path("facets")) {
      int from = facet.at("/index/byteStart").intValue(0);
      int to = facet.at("/index/byteEnd").intValue(0);
      int start = at + utf16(bytes, counted, from);
      int end = start + utf16(bytes, from, to);
      links.add(new Entity(kind(facet.at("/features/0/$type").stringValue("")), start, end));
      counted = to;
      at = end;
    }
    return links;
  }

  private static Entity.Kind kind(String type) {
    return switch (type.substring(type.indexOf('#') + 1)) {
      case "mention" -> Entity.Kind.MENTION;
      case "tag" -> Entity.Kind.HASHTAG;
      default -> Entity.Kind.LINK;
    };
  }

  private static int utf16(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8).length();
  }
}

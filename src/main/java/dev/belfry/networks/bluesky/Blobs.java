package dev.belfry.networks.bluesky;

import dev.belfry.networks.body.JsonBody;
import dev.belfry.networks.body.Placeholder;
import dev.belfry.post.Attachment;
import dev.belfry.post.Media;
import dev.belfry.post.MediaKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The files that records refer to, each by the hash of its bytes. */
final class Blobs {
  private static final String LINK = "$link";

  /**
   * A file that must be on the network before a record can refer to it.
   *
   * @param placeholder what stands for its hash in the body
   * @param sha256 of its bytes, 64 hexadecimal digits
   */
  record Blob(String placeholder, String sha256, String mimeType, long size) {}

  private Blobs() {}

  /** Images, or a video, as a post shows them. */
  static ObjectNode embed(List<Attachment> media, int part) {
    ObjectNode embed = JsonBody.object();
    Attachment first = media.get(0);
    if (first.media().kind() == MediaKind.VIDEO) {
      embed.put("$type", "app.bsky.embed.video");
      describe(embed, "video", first, Placeholder.media(first.media(), part, 1));
      return embed;
    }
    ArrayNode images = embed.put("$type", "app.bsky.embed.images").putArray("images");
    for (Attachment image : media) {
      ObjectNode item = images.addObject();
      describe(item, "image", image, Placeholder.media(image.media(), part, images.size()));
    }
    return embed;
  }

  private static void describe(
      ObjectNode item, String field, Attachment attachment, String placeholder) {
    Media media = attachment.media();
    item.set(field, blob(media, placeholder));
    item.put("alt", attachment.alt());
    item.putObject("aspectRatio").put("width", media.width()).put("height", media.height());
  }

  private static ObjectNode blob(Media media, String placeholder) {
    ObjectNode blob = JsonBody.object().put("$type", "blob");
    blob.putObject("ref").put(LINK, placeholder);
    return blob.put("mimeType", media.type().mime()).put("size", media.size());
  }

  /** What a rendered body refers to and has only placeholders for. */
  static List<Blob> in(String body) {
    List<Blob> blobs = new ArrayList<>();
    if (body.contains(LINK)) {
      collect(JsonBody.read(body), blobs);
    }
    return blobs;
  }

  private static void collect(JsonNode node, List<Blob> into) {
    String placeholder = node.path("ref").path(LINK).stringValue("");
    Placeholder.sha256(placeholder)
        .ifPresent(
            sha256 ->
                into.add(
                    new Blob(
                        placeholder,
                        sha256,
                        node.path("mimeType").stringValue(""),
                        node.path("size").longValue(0))));
    node.forEach(child -> collect(child, into));
  }

  /**
   * Puts the hash in the place of each placeholder: what the network has told, and where nothing is
   * sent what it would tell.
   */
  static void fill(JsonNode node, Map<String, String> found) {
    if (node.path(LINK).isString() && node instanceof ObjectNode link) {
      String standsFor = link.path(LINK).stringValue();
      Placeholder.sha256(standsFor)
          .map(sha256 -> found.getOrDefault(standsFor, Cid.ofFile(sha256)))
          .ifPresent(cid -> link.put(LINK, cid));
    }
    node.forEach(child -> fill(child, found));
  }
}

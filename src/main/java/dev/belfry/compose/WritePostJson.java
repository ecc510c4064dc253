package dev.belfry.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.compose.moving.HouseJson;
import dev.belfry.post.Attachment;
import dev.belfry.post.Language;
import dev.belfry.post.Media;
import dev.belfry.post.NotPossible;
import dev.belfry.post.Part;
import dev.belfry.post.Presentation;
import dev.belfry.post.Terms;
import dev.belfry.post.Visibility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A post as the line of JSON that {@link ImportJsonLines} reads. */
public final class WritePostJson {
  /** Puts an image where the line's reader will find it. */
  @FunctionalInterface
  public interface SaveImage {
    /** The name of its file, from where the line's reader looks for files. */
    String save(Media image);
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SaveImage images;

  public WritePostJson(SaveImage images) {
    this.images = images;
  }

  /** The line, without a line end. */
  public String line(ExportedPost post) {
    ObjectNode line = JSON.createObjectNode();
    putUnlessNull(line, "id", post.id());
    if (post.post().isThread()) {
      ArrayNode parts = line.putArray("parts");
      for (Part part : post.post().parts()) {
        put(part, parts.addObject());
      }
    } else {
      put(post.post().parts().get(0), line);
    }
    put(post.post().presentation(), line);
    if (!post.to().isEmpty() || !post.apart().isEmpty()) {
      ArrayNode to = line.putArray("to");
      post.to().forEach(to::add);
      post.apart().forEach(target -> put(target, to.addObject()));
    }
    putUnlessNull(line, "at", post.at());
    putUnlessNull(line, "zone", post.zone());
    put(post.post().terms(), line);
    if (post.moved() != null) {
      line.set(ReadPostJson.STATE, HouseJson.node(post.moved()));
    }
    String written = JSON.writeValueAsString(line);
    refuseTooLong(written, post);
    return written;
  }

  /** A line that nobody can read must not pass for a backup. */
  private static void refuseTooLong(String line, ExportedPost post) {
    int most = ImportJsonLines.LONGEST;
    if (line.length() > most / 3 && line.getBytes(UTF_8).length > most) {
      throw new NotPossible(
          "with all of its tries a post takes more than %d MiB, which no import reads: it begins \"%s\""
              .formatted(most >> 20, Excerpt.startOf(post.post().parts().get(0).text())));
    }
  }

  private void put(Part part, ObjectNode into) {
    into.put("text", part.text());
    if (!part.wording().isEmpty()) {
      ObjectNode wording = into.putObject("wording");
      part.wording().forEach((network, text) -> wording.put(network.word(), text));
    }
    if (part.media().isEmpty()) {
      return;
    }
    ArrayNode media = into.putArray("media");
    for (Attachment attachment : part.media()) {
      ObjectNode each = media.addObject().put("file", images.save(attachment.media()));
      if (attachment.alt().isBlank()) {
        each.put("no-alt", true);
      } else {
        each.put("alt", attachment.alt());
      }
    }
  }

  private static void put(Presentation presentation, ObjectNode into) {
    if (!presentation.quotes().isEmpty()) {
      ArrayNode quotes = into.putArray("quote");
      presentation.quotes().values().forEach(quotes::add);
    }
    Visibility visibility = presentation.visibility();
    putUnlessNull(into, "visibility", visibility == null ? null : visibility.word());
    Language language = presentation.language();
    putUnlessNull(into, "language", language == null ? null : language.tag());
    putUnlessNull(into, "warning", presentation.warning());
  }

  private static void put(Terms terms, ObjectNode into) {
    putUnlessNull(
        into, "not-before", terms.notBefore() == null ? null : terms.notBefore().toString());
    if (!terms.skips().isEmpty()) {
      ArrayNode skips = into.putArray("skip-checks");
      terms.skips().forEach(check -> skips.add(check.word()));
    }
  }

  private static void put(RawTarget target, ObjectNode into) {
    into.put("account", target.account());
    putUnlessNull(into, "at", target.at());
    putUnlessNull(into, "zone", target.zone());
  }

  private static void putUnlessNull(ObjectNode into, String name, @Nullable String value) {
    if (value != null) {
      into.put(name, value);
    }
  }
}

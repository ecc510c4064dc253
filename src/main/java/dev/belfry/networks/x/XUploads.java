package dev.belfry.networks.x;

import dev.belfry.media.MediaSource;
import dev.belfry.networks.body.Placeholder;
import dev.belfry.networks.http.Deadline;
import dev.belfry.post.AccountName;
import dev.belfry.post.Attachment;
import dev.belfry.post.MediaKind;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.publish.Preparation;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Brings a post's media to X, with their alt texts. Nobody sees them before a post has them; X
 * forgets those that none has after 24 hours.
 */
final class XUploads {
  private final XDoor door;
  private final MediaSource media;
  private final InstantSource clock;

  XUploads(XDoor door, MediaSource media, InstantSource clock) {
    this.door = door;
    this.media = media;
    this.clock = clock;
  }

  /**
   * What was brought before something failed need not be brought again.
   *
   * @param known what was found for earlier tries
   */
  Preparation prepare(
      AccountName account,
      Post post,
      Set<String> lacks,
      Map<String, String> known,
      Deadline deadline) {
    Map<String, String> found = new HashMap<>();
    try {
      MediaCalls calls = new MediaCalls(door, account, deadline, clock);
      placeholders(post)
          .forEach(
              (placeholder, attachment) -> {
                if (lacks.contains(placeholder)) {
                  String name = Placeholder.uploaded(placeholder);
                  String kept = known.get(name);
                  found.put(placeholder, bring(calls, attachment, kept, it -> found.put(name, it)));
                }
              });
      return new Preparation.Ready(found);
    } catch (Barred barred) {
      return new Preparation.Failed(barred.outcome(), found);
    }
  }

  private static Map<String, Attachment> placeholders(Post post) {
    Map<String, Attachment> all = new LinkedHashMap<>();
    int position = 0;
    for (Part part : post.parts()) {
      position++;
      int image = 0;
      for (Attachment attachment : part.media()) {
        image++;
        all.put(Placeholder.media(attachment.media(), position, image), attachment);
      }
    }
    return all;
  }

  /**
   * Brings one.
   *
   * @param before what an earlier try kept of it
   * @param keep gets what the next try is to know of it
   * @return the id that a post names it by
   */
  private String bring(
      MediaCalls calls, Attachment attachment, @Nullable String before, Consumer<String> keep) {
    Upload upload = new Upload(calls, media, attachment.media());
    JsonNode sent =
        KeptUpload.read(before, clock.instant())
            .flatMap(kept -> upload.standing(kept.id()))
            .orElseGet(() -> send(upload, keep));
    try {
      upload.awaitProcessed(sent);
    } catch (Barred barred) {
      if (barred.isOfRequest()) {
        keep.accept(KeptUpload.NOTHING);
      }
      throw barred;
    }
    describe(calls, Upload.id(sent), attachment);
    return Upload.id(sent);
  }

  private JsonNode send(Upload upload, Consumer<String> keep) {
    JsonNode sent = upload.send();
    if (Upload.isUnderWay(sent)) {
      keep.accept(KeptUpload.of(sent, clock.instant()).written());
    }
    return sent;
  }

  /** X shows alt texts of images, moving ones too, and takes none for a video. */
  private static void describe(MediaCalls calls, String id, Attachment attachment) {
    if (!attachment.alt().isEmpty() && attachment.media().kind() != MediaKind.VIDEO) {
      calls.describe(id, attachment.alt());
    }
  }
}

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

  /** What was brought before something failed need not be brought again. */
  Preparation prepare(AccountName account, Post post, Set<String> lacks, Deadline deadline) {
    Map<String, String> found = new HashMap<>();
    try {
      MediaCalls calls = new MediaCalls(door, account, deadline, clock);
      placeholders(post)
          .forEach(
              (placeholder, attachment) -> {
                if (lacks.contains(placeholder)) {
                  found.put(placeholder, bring(calls, attachment));
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

  /** X shows alt texts of images, moving ones too, and takes none for a video. */
  private String bring(MediaCalls calls, Attachment attachment) {
    String id = new Upload(calls, media, attachment.media()).send();
    if (!attachment.alt().isEmpty() && attachment.media().kind() != MediaKind.VIDEO) {
      calls.describe(id, attachment.alt());
    }
    return id;
  }
}

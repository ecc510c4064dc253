package dev.belfry.publish;

import dev.belfry.media.MediaFile;
import dev.belfry.post.Post;
import dev.belfry.queue.Unchecked;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post that was checked against every account that it is for: nothing stands in its way.
 *
 * @param key the sender's own name for it; null where there is none
 * @param files the images that it brings along
 * @param unchecked what was not checked of it
 */
public record ReadyPost(
    @Nullable String key,
    Post post,
    List<MediaFile> files,
    List<Target> targets,
    Unchecked unchecked) {
  public ReadyPost {
    files = List.copyOf(files);
    targets = List.copyOf(targets);
  }

  /** One of which everything was checked. */
  public ReadyPost(@Nullable String key, Post post, List<MediaFile> files, List<Target> targets) {
    this(key, post, files, targets, Unchecked.NOTHING);
  }
}

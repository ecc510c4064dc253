package dev.belfry.publish;

import dev.belfry.media.MediaFile;
import dev.belfry.queue.NewPost;
import java.util.List;

/**
 * A post that was checked against every account that it is for: nothing stands in its way.
 *
 * @param files the images that it brings along
 */
public record ReadyPost(NewPost post, List<MediaFile> files, List<Target> targets) {
  public ReadyPost {
    files = List.copyOf(files);
    targets = List.copyOf(targets);
  }
}

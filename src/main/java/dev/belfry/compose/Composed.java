package dev.belfry.compose;

import dev.belfry.media.MediaFile;
import dev.belfry.post.Post;
import java.util.List;

/**
 * A post that was checked, and the images that it brings along.
 *
 * @param files the images of the post that came from files, each once; those that were stored
 *     before are not among them
 */
public record Composed(Post post, List<MediaFile> files) {
  public Composed {
    files = List.copyOf(files);
  }
}

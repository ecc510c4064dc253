package dev.belfry.compose;

import dev.belfry.media.MediaFile;
import dev.belfry.post.Post;
import dev.belfry.post.Terms;
import java.util.List;

/**
 * A post that was checked, and the media that it brings along.
 *
 * @param files the media of the post that came from files, each once; those that were stored before
 *     are not among them
 */
public record Composed(Post post, List<MediaFile> files) {
  public Composed {
    files = List.copyOf(files);
  }

  /** The same on terms that depend on the accounts that it goes to. */
  public Composed on(Terms terms) {
    return new Composed(post.on(terms), files);
  }

  /** What was done to the media that a person should know of, a sentence each. */
  public List<String> notes() {
    return files.stream().flatMap(file -> file.notes().stream()).toList();
  }
}

package dev.belfry.media;

import dev.belfry.post.Media;
import java.util.List;

/**
 * An image or a video that was read, found good, and freed of what tells of its maker.
 *
 * <p>An image lies in memory; of a video only where it lies in its file.
 *
 * @param content what {@link Media#sha256()} is the hash of
 * @param notes what was done to it that a person should know of, a sentence each
 */
public record MediaFile(Media media, MediaContent content, List<String> notes) {
  public MediaFile {
    notes = List.copyOf(notes);
  }

  /** One with which nothing was done that anybody would see. */
  public MediaFile(Media media, MediaContent content) {
    this(media, content, List.of());
  }

  /** Two files are equal where their hashes are. */
  @Override
  public boolean equals(Object other) {
    return other instanceof MediaFile file && file.media.equals(media);
  }

  @Override
  public int hashCode() {
    return media.hashCode();
  }
}

package dev.belfry.media;

import dev.belfry.post.Media;

/**
 * An image that was read and found good.
 *
 * <p>The bytes are not copied: whoever has them must not write into them.
 *
 * @param bytes the file's content, whose hash is {@link Media#sha256()}
 */
@SuppressWarnings("ArrayRecordComponent") // Two files are equal where their hashes are.
public record MediaFile(Media media, byte[] bytes) {

  @Override
  public boolean equals(Object other) {
    return other instanceof MediaFile file && file.media.equals(media);
  }

  @Override
  public int hashCode() {
    return media.hashCode();
  }

  @Override
  public String toString() {
    return "MediaFile[" + media + "]";
  }
}

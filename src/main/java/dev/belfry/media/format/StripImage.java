package dev.belfry.media.format;

import dev.belfry.post.MediaType;

/**
 * Takes out of an image file what tells of its maker.
 *
 * <p>What is kept is listed, not what is dropped: the next camera will have a new place for its
 * position. No library does this for more than one of the formats without decoding the pixels, and
 * all that is needed is to walk each format's blocks.
 */
public final class StripImage {
  private StripImage() {}

  /**
   * The image without it.
   *
   * @param bytes a whole image ({@link MeasureImage})
   * @throws BrokenMedia where the format's blocks don't follow each other as they must
   */
  public static Stripped strip(MediaType type, byte[] bytes) throws BrokenMedia {
    try {
      return switch (type) {
        case PNG -> new StripPng(bytes).strip();
        case JPEG -> new StripJpeg(bytes).strip();
        case GIF -> new StripGif(bytes).strip();
        case WEBP -> new StripWebp(bytes).strip();
        case MP4 -> throw new IllegalStateException("a video is no image");
      };
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      // A block that claims to be longer than the file, or shorter than what begins it.
      throw new BrokenMedia(CutShort.SENTENCE);
    }
  }
}

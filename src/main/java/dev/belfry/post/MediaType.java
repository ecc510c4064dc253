package dev.belfry.post;

import java.util.Optional;
import java.util.stream.Stream;

/** The formats of the media that a part may carry. */
public enum MediaType {
  PNG("image/png"),
  JPEG("image/jpeg"),
  GIF("image/gif"),
  WEBP("image/webp"),
  MP4("video/mp4");

  private final String mime;

  MediaType(String mime) {
    this.mime = mime;
  }

  /** The media type's registered name: {@code image/png}. */
  public String mime() {
    return mime;
  }

  /** Whether it is a video; all others are images, which may be animated. */
  public boolean isVideo() {
    return this == MP4;
  }

  public static Optional<MediaType> ofMime(String mime) {
    return Stream.of(values()).filter(t -> t.mime.equals(mime)).findFirst();
  }
}

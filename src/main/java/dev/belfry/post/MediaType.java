package dev.belfry.post;

import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of media that a part may carry. */
public enum MediaType {
  PNG("image/png"),
  JPEG("image/jpeg"),
  GIF("image/gif"),
  WEBP("image/webp");

  private final String mime;

  MediaType(String mime) {
    this.mime = mime;
  }

  /** The media type's registered name: {@code image/png}. */
  public String mime() {
    return mime;
  }

  public static Optional<MediaType> ofMime(String mime) {
    return Stream.of(values()).filter(t -> t.mime.equals(mime)).findFirst();
  }
}

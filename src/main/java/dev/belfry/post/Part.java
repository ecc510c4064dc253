package dev.belfry.post;

import java.util.List;

/**
 * One message of a post.
 *
 * @param text exactly as it was written; empty only beside media
 * @param media up to {@value #MOST_MEDIA}, in order
 */
public record Part(String text, List<Attachment> media) {
  public static final int MOST_MEDIA = 4;

  public Part {
    media = List.copyOf(media);
  }

  public static Part of(String text) {
    return new Part(text, List.of());
  }
}

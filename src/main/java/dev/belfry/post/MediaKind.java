package dev.belfry.post;

/** What a medium does when it is looked at; networks have other limits for each. */
public enum MediaKind {
  /** A picture that stands still. */
  IMAGE("image"),
  /** A picture that moves: an animated GIF, PNG or WebP. */
  ANIMATION("animation"),
  VIDEO("video");

  private final String word;

  MediaKind(String word) {
    this.word = word;
  }

  /** For sentences: {@code image}. */
  public String word() {
    return word;
  }
}

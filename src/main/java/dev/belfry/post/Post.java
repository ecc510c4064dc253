package dev.belfry.post;

import java.util.List;

/**
 * What a person wrote, checked: one part, or several that make a thread. Positions count from 1.
 *
 * @param parts at least one
 * @param presentation how all of it appears
 * @param terms on what terms it may be queued
 */
public record Post(List<Part> parts, Presentation presentation, Terms terms) {
  public Post {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a post has at least one part");
    }
  }

  /** One that may be queued for any time, when every check is made of it. */
  public Post(List<Part> parts, Presentation presentation) {
    this(parts, presentation, Terms.NONE);
  }

  /** One that nothing is said about but what its parts say. */
  public Post(List<Part> parts) {
    this(parts, Presentation.NONE);
  }

  /** The same on other terms. */
  public Post on(Terms others) {
    return new Post(parts, presentation, others);
  }

  public boolean isThread() {
    return parts.size() > 1;
  }
}

package dev.belfry.post;

import java.util.List;

/**
 * What a person wrote, checked: one part, or several that make a thread. Positions count from 1.
 *
 * @param parts at least one
 * @param presentation how all of it appears
 */
public record Post(List<Part> parts, Presentation presentation) {
  public Post {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a post has at least one part");
    }
  }

  /** One that nothing is said about but what its parts say. */
  public Post(List<Part> parts) {
    this(parts, Presentation.NONE);
  }

  public boolean isThread() {
    return parts.size() > 1;
  }
}

package dev.belfry.post;

import java.util.List;

/**
 * What a person wrote, checked: one part, or several that make a thread. Positions count from 1.
 *
 * @param parts at least one
 */
public record Post(List<Part> parts) {
  public Post {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a post has at least one part");
    }
  }

  public boolean isThread() {
    return parts.size() > 1;
  }
}

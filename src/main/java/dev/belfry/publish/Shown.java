package dev.belfry.publish;

import dev.belfry.compose.Entity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of a network sees of a part besides its plain words.
 *
 * @param links what of its text is a link there, in order; none overlaps another
 * @param page the card below it of the page that a link leads to; null where the request has none.
 *     A network may make one by itself, which nobody knows before
 */
public record Shown(List<Entity> links, @Nullable Page page) {
  public Shown {
    links = List.copyOf(links);
  }

  /**
   * A page as its card tells of it: words of whoever made the page.
   *
   * @param description empty where the page has none
   */
  public record Page(String url, String title, String description) {}
}

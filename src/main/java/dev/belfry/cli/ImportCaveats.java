package dev.belfry.cli;

import dev.belfry.post.Post;
import dev.belfry.publish.Caveats;
import dev.belfry.publish.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers what may surprise people about the posts of a file: each thing once, with the first post
 * that it was found of and how many more there are. Not thread-safe.
 */
final class ImportCaveats {
  private static final int MOST_KEPT = 20;

  private record Found(String first, long posts) {
    Found again() {
      return new Found(first, posts + 1);
    }

    String note(String caveat) {
      String more = posts > 1 ? " and %d more".formatted(posts - 1) : "";
      return first + more + ": " + caveat;
    }
  }

  private final Map<String, Found> found = new LinkedHashMap<>();

  /**
   * Looks at one more post.
   *
   * @param where where it stands in the file
   */
  void add(String where, Post post, List<Target> targets) {
    for (String caveat : Caveats.of(post, TellCaveats.networks(targets))) {
      if (found.size() < MOST_KEPT || found.containsKey(caveat)) {
        found.merge(caveat, new Found(where, 1), (before, one) -> before.again());
      }
    }
  }

  /** A line for each thing. */
  List<String> notes() {
    return found.entrySet().stream().map(each -> each.getValue().note(each.getKey())).toList();
  }
}

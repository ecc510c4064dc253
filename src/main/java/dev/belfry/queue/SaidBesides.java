package dev.belfry.queue;

import dev.belfry.post.CheckName;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.Presentation;
import dev.belfry.post.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the history tells of a part that was written, besides its text and media: the words that it
 * has for single networks, and with the first part how the post appears and on what terms it may be
 * queued. A line for each.
 */
final class SaidBesides {
  private SaidBesides() {}

  /**
   * Of one part.
   *
   * @param position from 1
   * @return null where there is nothing to tell
   */
  static @Nullable String of(Post post, int position) {
    List<String> lines = new ArrayList<>();
    Part part = post.parts().get(position - 1);
    part.wording().forEach((network, text) -> lines.add("on " + network.word() + ": " + text));
    if (position == 1) {
      addPresentation(post.presentation(), lines);
      addTerms(post.terms(), lines);
    }
    return lines.isEmpty() ? null : String.join("\n", lines);
  }

  private static void addTerms(Terms terms, List<String> lines) {
    if (terms.notBefore() != null) {
      lines.add("not before " + terms.notBefore());
    }
    if (!terms.skips().isEmpty()) {
      lines.add(
          "checks left out: "
              + terms.skips().stream().map(CheckName::word).collect(Collectors.joining(", ")));
    }
  }

  private static void addPresentation(Presentation presentation, List<String> lines) {
    for (Network network : Network.values()) {
      presentation.quote(network).ifPresent(url -> lines.add("quotes " + url));
    }
    if (presentation.visibility() != null) {
      lines.add("visibility: " + presentation.visibility().word());
    }
    if (presentation.language() != null) {
      lines.add("language: " + presentation.language());
    }
    if (presentation.warning() != null) {
      lines.add("content warning: " + presentation.warning());
    }
  }
}

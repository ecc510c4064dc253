package dev.belfry.cli;

import dev.belfry.post.Presentation;
import java.util.ArrayList;
import java.util.List;

/** How a post appears, in words for a person. */
final class PresentationWords {
  private PresentationWords() {}

  /** A line for each thing that is said; none where nothing is. */
  static List<String> of(Presentation presentation) {
    List<String> lines = new ArrayList<>();
    if (presentation.warning() != null) {
      lines.add("content warning: " + presentation.warning());
    }
    presentation.quotes().values().forEach(url -> lines.add("quotes " + url));
    if (presentation.visibility() != null) {
      lines.add("visibility: " + presentation.visibility().word());
    }
    if (presentation.language() != null) {
      lines.add("language: " + presentation.language());
    }
    return lines;
  }
}

package dev.belfry.cli;

import dev.belfry.post.Language;
import dev.belfry.post.Network;
import dev.belfry.post.Presentation;
import dev.belfry.post.Visibility;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a post appears, as {@code --json} writes it; its fields stand among those of what it is of.
 *
 * @param quote the addresses of the posts that it quotes
 */
record PresentationView(
    List<String> quote,
    @Nullable String visibility,
    @Nullable String language,
    @Nullable String warning) {

  static PresentationView of(Presentation presentation) {
    Visibility visibility = presentation.visibility();
    Language language = presentation.language();
    return new PresentationView(
        List.copyOf(presentation.quotes().values()),
        visibility == null ? null : visibility.word(),
        language == null ? null : language.tag(),
        presentation.warning());
  }

  /** Texts by the words for their networks. */
  static Map<String, String> byWord(Map<Network, String> texts) {
    return texts.entrySet().stream()
        .collect(Collectors.toMap(each -> each.getKey().word(), Map.Entry::getValue));
  }
}

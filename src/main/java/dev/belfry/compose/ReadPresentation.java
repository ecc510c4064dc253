package dev.belfry.compose;

import dev.belfry.post.ClosestName;
import dev.belfry.post.Language;
import dev.belfry.post.Network;
import dev.belfry.post.Presentation;
import dev.belfry.post.Problem;
import dev.belfry.post.Visibility;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads how a post is to appear, value by value, wherever each is written. What is wrong with one
 * is gathered with the place at which it stands. Not thread-safe.
 */
public final class ReadPresentation {
  private static final String ONES =
      "one looks like https://x.com/ann/status/1860000000,"
          + " https://bsky.app/profile/ann.example/post/3kabc or https://example.social/@ann/113";

  private final ProblemList problems;
  private final Map<Network, String> quotes = new EnumMap<>(Network.class);
  private @Nullable Visibility visibility;
  private @Nullable Language language;
  private @Nullable String warning;

  public ReadPresentation(ProblemList problems) {
    this.problems = problems;
  }

  /** The address of a post to quote; further ones are of other networks' posts. */
  public void quote(String place, String url) {
    checkCharacters(place, "the address", url);
    Optional<PostAddress> address = PostAddress.of(url.strip());
    if (address.isEmpty()) {
      refuse(place, "\"%s\" is not the address of a post; %s".formatted(url, ONES));
      return;
    }
    Network network = address.get().network();
    if (quotes.putIfAbsent(network, url.strip()) != null) {
      refuse(place, "two posts on %s are quoted; only one can be".formatted(network.title()));
    }
  }

  public void visibility(String place, String word) {
    visibility = Visibility.of(word).orElse(null);
    if (visibility == null) {
      String hint =
          ClosestName.hint(word, Stream.of(Visibility.values()).map(Visibility::word).toList());
      String help = hint.isEmpty() ? "; write one of " + Visibility.words() : hint;
      refuse(place, "\"%s\" does not say who may see it%s".formatted(word, help));
    }
  }

  public void language(String place, String tag) {
    language = Language.of(tag).orElse(null);
    if (language == null) {
      refuse(
          place,
          "\"%s\" is not a language; write its code, such as en, pt-BR or zh-Hant".formatted(tag));
    }
  }

  public void warning(String place, String text) {
    warning = text;
    if (text.isBlank()) {
      refuse(place, "the content warning is empty; say what it warns of, or leave it out");
    } else if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      refuse(place, "the content warning has several lines; put it on one");
    }
    checkCharacters(place, "the content warning", text);
  }

  /** What was read so far; of no use where there were problems. */
  public Presentation read() {
    return new Presentation(quotes, visibility, language, warning);
  }

  private void checkCharacters(String place, String what, String text) {
    CheckCharacters.refusal(what, text).ifPresent(refusal -> refuse(place, refusal));
  }

  private void refuse(String place, String message) {
    problems.add(new Problem(place, message));
  }
}

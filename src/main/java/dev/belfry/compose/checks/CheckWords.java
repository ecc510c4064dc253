package dev.belfry.compose.checks;

import dev.belfry.post.Attachment;
import dev.belfry.post.CheckName;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.Presentation;
import dev.belfry.post.Problem;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks at what a post says for what can't be meant. Not thread-safe. */
public final class CheckWords {
  private final Post post;
  private final Predicate<CheckName> isMade;
  private final Set<Problem> found = new LinkedHashSet<>();

  private CheckWords(Post post, Predicate<CheckName> isMade) {
    this.post = post;
    this.isMade = isMade;
  }

  /**
   * What is found, each thing once, with its part where there are several.
   *
   * @param networks where the post goes: of other networks' words nobody hears
   * @param isMade whether a check is to be made
   */
  public static List<Problem> of(
      Post post, Collection<Network> networks, Predicate<CheckName> isMade) {
    CheckWords check = new CheckWords(post, isMade);
    for (int i = 0; i < post.parts().size(); i++) {
      String place = post.isThread() ? "part " + (i + 1) : "";
      check.part(place, post.parts().get(i), networks);
    }
    String warning = post.presentation().warning();
    if (warning != null) {
      check.placeholder("", "the content warning", warning);
    }
    return List.copyOf(check.found);
  }

  private void part(String place, Part part, Collection<Network> networks) {
    for (Network network : networks) {
      boolean hasOwn = part.wording().containsKey(network);
      words(place, hasOwn ? "the text for " + network.title() : "the text", part.text(network));
    }
    for (Attachment attachment : part.media()) {
      placeholder(place, "the alt text", attachment.alt());
    }
  }

  private void words(String place, String what, String text) {
    if (isMade.test(CheckName.ALL_CAPS) && AllCapitals.are(text)) {
      add(place, what + " is all in capitals; write it in small letters", CheckName.ALL_CAPS);
    }
    placeholder(place, what, text);
  }

  private void placeholder(String place, String what, String text) {
    if (isMade.test(CheckName.PLACEHOLDER)) {
      Placeholders.first(text, language(post.presentation()))
          .ifPresent(
              left ->
                  add(
                      place,
                      "%s has \"%s\" in it, which looks left over; fill it in"
                          .formatted(what, left),
                      CheckName.PLACEHOLDER));
    }
  }

  private static @Nullable String language(Presentation presentation) {
    return presentation.language() == null ? null : presentation.language().tag();
  }

  private void add(String place, String sentence, CheckName check) {
    found.add(new Problem(place, sentence + check.unlessMeant()));
  }
}

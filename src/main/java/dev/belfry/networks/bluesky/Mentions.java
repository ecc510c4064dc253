package dev.belfry.networks.bluesky;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Finds the mentions in a text: an {@code @} and a <a
 * href="https://atproto.com/specs/handle">handle</a>, which is a domain name.
 */
final class Mentions {
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

  /** No handle has more labels than are counted here; a search without end overflows the stack. */
  private static final Pattern MENTION =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_@/.])@(?:%s\\.){1,126}[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?![\\p{L}\\p{N}@])"
              .formatted(LABEL));

  private static final int LONGEST = 253;
  private static final String NAME = "mention ";

  /**
   * A mention, in UTF-16 units.
   *
   * @param handle in lower case
   */
  record Mention(int start, int end, String handle) {}

  private Mentions() {}

  /** In order of where they stand. */
  static List<Mention> in(String text) {
    return text.indexOf('@') < 0
        ? List.of()
        : MENTION
            .matcher(text)
            .results()
            .filter(match -> match.end() - match.start() <= LONGEST)
            .map(
                match ->
                    new Mention(
                        match.start(),
                        match.end(),
                        match.group().substring(1).toLowerCase(Locale.ROOT)))
            .toList();
  }

  /** The name under which its owner is looked up. */
  static String name(String handle) {
    return NAME + handle;
  }

  /** Whether this is such a name. */
  static boolean isName(String name) {
    return name.startsWith(NAME);
  }

  /** The handle that such a name is of. */
  static String handle(String name) {
    return name.substring(NAME.length());
  }
}

package dev.belfry.networks.x;

import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether X shows a text that was sent to it. It puts a {@code t.co} address in the place of every
 * link and behind the text for media, escapes {@code &}, {@code <} and {@code >}, and may show
 * white space otherwise.
 */
final class SaidAndShown {
  private static final String CUT = "…";

  private SaidAndShown() {}

  /**
   * Whether they are the same.
   *
   * @param shown with what its links lead to in their places, and without those of media
   */
  static boolean match(String said, String shown) {
    return bare(said).equals(bare(unescaped(shown)));
  }

  /**
   * Whether they may be the same: what has no dot in it is, and so no link. A long text may be cut.
   *
   * @param shown as X has it
   */
  static boolean mayMatch(String said, String shown) {
    String ours = withoutLinks(said);
    String theirs = withoutLinks(unescaped(shown));
    return ours.equals(theirs)
        || (theirs.endsWith(CUT)
            && ours.startsWith(theirs.substring(0, theirs.length() - CUT.length())));
  }

  static String unescaped(String shown) {
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  /** A bare domain is shown with a scheme, and perhaps a slash. */
  private static String bare(String text) {
    return normal(text).replaceAll("https?://|[\\s/]+", "");
  }

  private static String withoutLinks(String text) {
    return Stream.of(normal(text).split("\\s+"))
        .filter(word -> !word.contains("."))
        .collect(Collectors.joining());
  }

  private static String normal(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }
}

package dev.belfry.compose;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.regex.Pattern;

/**
 * twitter-text 3.1.0 is of 2020 and does not know what came later. What it would miss is shown to
 * it as something that it knows and that counts the same.
 */
final class NewerThanTwitterText {

  private static final Pattern KIDS = newDomain("kids");
  private static final Pattern MUSIC = newDomain("music");

  /** Any emoji: it weighs 2, and no link goes over it. */
  private static final String AN_EMOJI = "\uD83D\uDE00";

  private static final int VARIATION_SELECTOR_16 = 0xFE0F;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private NewerThanTwitterText() {}

  /** The text with each new top-level domain replaced by an old one of the same length. */
  static String withKnownDomains(String text) {
    if (text.indexOf('.') < 0) {
      return text;
    }
    String withoutKids = KIDS.matcher(text).replaceAll(".info");
    return MUSIC.matcher(withoutKids).replaceAll(".codes");
  }

  /** The text with every emoji of several code points replaced by one of a single one. */
  static String withKnownEmoji(String text) {
    StringBuilder known = new StringBuilder(text.length());
    int start = 0;
    for (var ends = Graphemes.ends(text); ends.hasNext(); ) {
      int end = ends.nextInt();
      String cluster = text.substring(start, end);
      known.append(isEmojiSequence(cluster) ? AN_EMOJI : cluster);
      start = end;
    }
    return known.toString();
  }

  private static boolean isEmojiSequence(String cluster) {
    return cluster.codePointCount(0, cluster.length()) > 1
        && (isRecommended(cluster)
            || (cluster.indexOf(ZERO_WIDTH_JOINER) > 0 && isRecommended(qualified(cluster))));
  }

  /** Whether it is among the emoji that Unicode recommends for general interchange. */
  private static boolean isRecommended(String cluster) {
    return UCharacter.hasBinaryProperty(cluster, UProperty.RGI_EMOJI);
  }

  /** The sequence with the variation selectors that keyboards like to leave out. */
  private static String qualified(String sequence) {
    StringBuilder full = new StringBuilder(sequence.length() + 4);
    int[] codePoints = sequence.codePoints().toArray();
    for (int i = 0; i < codePoints.length; i++) {
      int next = i + 1 < codePoints.length ? codePoints[i + 1] : ZERO_WIDTH_JOINER;
      full.appendCodePoint(codePoints[i]);
      if (looksLikeText(codePoints[i]) && next == ZERO_WIDTH_JOINER) {
        full.appendCodePoint(VARIATION_SELECTOR_16);
      }
    }
    return full.toString();
  }

  private static boolean looksLikeText(int codePoint) {
    return UCharacter.hasBinaryProperty(codePoint, UProperty.EMOJI)
        && !UCharacter.hasBinaryProperty(codePoint, UProperty.EMOJI_PRESENTATION);
  }

  /** As twitter-text ends a top-level domain. */
  private static Pattern newDomain(String name) {
    return Pattern.compile("\\." + name + "(?![a-z0-9@+-])", Pattern.CASE_INSENSITIVE);
  }
}

package dev.belfry.cli.terminal;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import dev.belfry.compose.Graphemes;

/**
 * Widths of text by Unicode's grapheme clusters (UAX #29) and East Asian Width (UAX #11), as
 * terminals draw them: wide and full-width characters and emoji take two columns, marks none,
 * ambiguous ones one.
 */
final class ClusterWidths {
  private static final int EMOJI_STYLE = 0xfe0f;
  private static final int JOINER = 0x200d;
  private static final int SOFT_HYPHEN = 0xad;

  private ClusterWidths() {}

  static int width(String text) {
    int width = 0;
    int start = 0;
    for (var ends = Graphemes.ends(text); ends.hasNext(); ) {
      int end = ends.nextInt();
      width += widthOfCluster(text, start, end);
      start = end;
    }
    return width;
  }

  static int fitting(String text, int columns) {
    int left = columns;
    int start = 0;
    for (var ends = Graphemes.ends(text); ends.hasNext(); ) {
      int end = ends.nextInt();
      left -= widthOfCluster(text, start, end);
      if (left < 0) {
        return start;
      }
      start = end;
    }
    return text.length();
  }

  /** A cluster is drawn in one place: no more than two columns, however many emoji are joined. */
  private static int widthOfCluster(String text, int start, int end) {
    int width = 0;
    for (int i = start; i < end; i = text.offsetByCodePoints(i, 1)) {
      int c = text.codePointAt(i);
      width += c == EMOJI_STYLE || c == JOINER ? joinedWidth(text.codePointAt(start)) : widthOf(c);
    }
    return Math.min(2, width);
  }

  /** What a variation selector or a joiner adds: emoji are wide, letters stay as they are. */
  private static int joinedWidth(int first) {
    return UCharacter.hasBinaryProperty(first, UProperty.EMOJI) ? 2 : 0;
  }

  private static int widthOf(int c) {
    if (isUnseen(c)) {
      return 0;
    }
    return switch (UCharacter.getIntPropertyValue(c, UProperty.EAST_ASIAN_WIDTH)) {
      case UCharacter.EastAsianWidth.WIDE, UCharacter.EastAsianWidth.FULLWIDTH -> 2;
      default -> 1;
    };
  }

  private static boolean isUnseen(int c) {
    if (c == SOFT_HYPHEN) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
      default ->
          UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
              || isJoiningJamo(c);
    };
  }

  /** Vowels and final consonants of Hangul are drawn into the syllable that they close. */
  private static boolean isJoiningJamo(int c) {
    return switch (UCharacter.getIntPropertyValue(c, UProperty.HANGUL_SYLLABLE_TYPE)) {
      case UCharacter.HangulSyllableType.VOWEL_JAMO, UCharacter.HangulSyllableType.TRAILING_JAMO ->
          true;
      default -> false;
    };
  }
}

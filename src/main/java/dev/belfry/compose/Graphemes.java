package dev.belfry.compose;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;

/**
 * What a reader takes for one character: extended grapheme clusters, as <a
 * href="https://unicode.org/reports/tr29/">UAX #29</a> and ICU find them. Indices are UTF-16
 * offsets. Thread-safe.
 *
 * <p>Western text never loads ICU, whose classes and data would be felt at every start of the
 * command line.
 */
public final class Graphemes {

  private Graphemes() {}

  /** How many there are. */
  public static int count(String text) {
    int count = 0;
    for (var ends = ends(text); ends.hasNext(); ends.nextInt()) {
      count++;
    }
    return count;
  }

  /** Where each of them ends, in order; the last is the length of the text. Lazy. */
  public static PrimitiveIterator.OfInt ends(String text) {
    return text.chars().allMatch(Graphemes::isLoner) ? new LonerEnds(text) : new IcuEnds(text);
  }

  /** Whether a cluster goes on over a character of this kind, as with a combining accent. */
  static boolean joinsToTheLeft(int codePoint) {
    return !isLoner(codePoint) && IcuJoins.toTheLeft(codePoint);
  }

  /**
   * Whether the character makes a cluster of its own among others of its kind: all below the
   * combining marks, and the general punctuation. Only CR before LF is an exception.
   */
  static boolean isLoner(int codePoint) {
    return codePoint < 0x300 || (codePoint >= 0x2010 && codePoint <= 0x205F);
  }

  private static final class LonerEnds implements PrimitiveIterator.OfInt {
    private final String text;
    private int at;

    LonerEnds(String text) {
      this.text = text;
    }

    @Override
    public boolean hasNext() {
      return at < text.length();
    }

    @Override
    public int nextInt() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      at += text.startsWith("\r\n", at) ? 2 : 1;
      return at;
    }
  }

  private static final class IcuEnds implements PrimitiveIterator.OfInt {
    private final BreakIterator breaks = BreakIterator.getCharacterInstance(ULocale.ROOT);
    private int next;

    IcuEnds(String text) {
      breaks.setText(text);
      next = breaks.next();
    }

    @Override
    public boolean hasNext() {
      return next != BreakIterator.DONE;
    }

    @Override
    public int nextInt() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int end = next;
      next = breaks.next();
      return end;
    }
  }

  /** Apart, so that the check for loners does not load ICU. */
  private static final class IcuJoins {
    static boolean toTheLeft(int codePoint) {
      return switch (UCharacter.getIntPropertyValue(codePoint, UProperty.GRAPHEME_CLUSTER_BREAK)) {
        case UCharacter.GraphemeClusterBreak.EXTEND,
            UCharacter.GraphemeClusterBreak.ZWJ,
            UCharacter.GraphemeClusterBreak.SPACING_MARK ->
            true;
        default -> false;
      };
    }
  }
}

package dev.belfry.compose;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds where a text may be cut. No link, mention, hashtag or grapheme goes across such a place.
 */
final class Breaks {

  /** How good a place is, the best last. */
  enum Kind {
    WORD,
    /** Also the end of a line. */
    SENTENCE,
    PARAGRAPH,
    TEXT
  }

  /**
   * A place to cut.
   *
   * @param contentEnd where what is before it ends, without white space
   * @param next where what is behind it starts; between the two is only white space, or nothing
   */
  record Break(Kind kind, int contentEnd, int next) {}

  /** Scripts that are written without spaces between words. */
  private static final Set<UnicodeScript> UNSPACED =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR);

  private static final String CLOSING = "、。，．！？：；」』】）";
  private static final String OPENING = "「『【（";

  private final String text;
  private final boolean goesOn;
  private final Set<Integer> sentences;
  private final List<Break> breaks = new ArrayList<>();

  private Breaks(String text, boolean goesOn) {
    this.text = text;
    this.goesOn = goesOn;
    // English abbreviations ("Dr.") end no sentence; other languages lose nothing by it.
    this.sentences = all(BreakIterator.getSentenceInstance(new ULocale("en@ss=standard")), text);
  }

  /**
   * In order; the last is the end of the text.
   *
   * @param goesOn whether this is only the start of a text; it may end in the middle of a word
   */
  static List<Break> in(String text, boolean goesOn) {
    Breaks found = new Breaks(text, goesOn);
    int end;
    for (int start = 0; start < text.length(); start = end) {
      end = Words.end(text, start);
      int contentEnd = Words.contentEnd(text, start, end);
      found.addWithin(start, contentEnd);
      boolean isCutOff = goesOn && contentEnd == text.length();
      if (contentEnd > start && !isCutOff) {
        found.breaks.add(new Break(found.kind(contentEnd, end), contentEnd, end));
      }
    }
    return found.breaks;
  }

  private Kind kind(int contentEnd, int end) {
    if (end == text.length() && !goesOn) {
      return Kind.TEXT;
    }
    String between = text.substring(contentEnd, end);
    long lineEnds = between.lines().count() - (endsLine(between) ? 0 : 1);
    return lineEnds > 1
        ? Kind.PARAGRAPH
        : lineEnds == 1 || sentences.contains(end) ? Kind.SENTENCE : Kind.WORD;
  }

  private static boolean endsLine(String white) {
    return white.endsWith("\n") || white.endsWith("\r");
  }

  private void addWithin(int start, int end) {
    String word = text.substring(start, end);
    boolean hasUnspaced = word.codePoints().anyMatch(Breaks::isUnspaced);
    // A link that X does not know, but a reader does, is not cut either.
    if (!hasUnspaced || word.contains("://")) {
      return;
    }
    List<Entity> entities = Entities.in(word);
    for (int at :
        all(BreakIterator.getWordInstance(ULocale.ROOT), word).stream().sorted().toList()) {
      boolean cutsNone = entities.stream().noneMatch(e -> e.start() < at && at < e.end());
      if (cutsNone && isBetweenUnspaced(word, at)) {
        int index = start + at;
        breaks.add(new Break(sentences.contains(index) ? Kind.SENTENCE : Kind.WORD, index, index));
      }
    }
  }

  /** Next to a Latin letter, {@code #} or {@code @} a cut could make or break a link. */
  private static boolean isBetweenUnspaced(String word, int at) {
    if (at <= 0 || at >= word.length()) {
      return false;
    }
    int before = word.codePointBefore(at);
    int after = word.codePointAt(at);
    return (isUnspaced(before) || CLOSING.indexOf(before) >= 0)
        && (isUnspaced(after) || OPENING.indexOf(after) >= 0);
  }

  private static boolean isUnspaced(int codePoint) {
    return codePoint >= 0x0E00 && UNSPACED.contains(UnicodeScript.of(codePoint));
  }

  private static Set<Integer> all(BreakIterator iterator, String text) {
    Set<Integer> all = new HashSet<>();
    iterator.setText(text);
    for (int at = iterator.first(); at != BreakIterator.DONE; at = iterator.next()) {
      all.add(at);
    }
    return all;
  }
}

package dev.belfry.post;

import java.text.Normalizer;

/**
 * What "the same text" means: the same words, whatever the blanks around and between them and
 * however their letters are composed; of parts without words, the same images and videos.
 */
public final class SameText {
  /** Below this every letter is in its composed form. */
  private static final char FIRST_COMBINING = '\u0300';

  /** What comes of one letter more. */
  @FunctionalInterface
  public interface Step {
    long take(long soFar, char letter);
  }

  private SameText() {}

  /**
   * By what parts are told to say the same.
   *
   * @param text the part's words
   * @param media the SHA-256 of each, in order, with blanks between them
   */
  public static String of(String text, String media) {
    StringBuilder words = new StringBuilder(text.length());
    long length = fold(text, 0, (soFar, letter) -> words.append(letter).length());
    return length == 0 ? "media " + media : "text " + words;
  }

  /**
   * Goes through what counts of a text: its letters, with one blank between two words. In an import
   * this is done to each of a hundred thousand texts, so it makes no copy of a plain one.
   *
   * @param start what has come of what went before
   * @return what comes of it in the end; the start where there are no words
   */
  public static long fold(String written, long start, Step step) {
    String text = isPlain(written) ? written : Normalizer.normalize(written, Normalizer.Form.NFC);
    long sum = start;
    boolean gap = false;
    boolean begun = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        gap = begun;
      } else {
        sum = step.take(gap ? step.take(sum, ' ') : sum, c);
        gap = false;
        begun = true;
      }
    }
    return sum;
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= FIRST_COMBINING) {
        return false;
      }
    }
    return true;
  }
}

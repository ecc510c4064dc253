package dev.belfry.compose;

/**
 * Cuts a text into words, each with the white space behind it. No link, mention, hashtag or
 * grapheme crosses such a border, so that what is true of each word is true of the text: this keeps
 * the work linear however long the text is.
 */
final class Words {

  private Words() {}

  /** Where the word that starts at {@code start} ends, its white space included. */
  static int end(String text, int start) {
    int at = start;
    do {
      at = wordEnd(text, at);
      while (at < text.length() && isWhiteSpace(text.charAt(at))) {
        at++;
      }
    } while (at < text.length() && Graphemes.joinsToTheLeft(text.codePointAt(at)));
    return at;
  }

  /** Where the text between the two stops being more than white space. */
  static int contentEnd(String text, int start, int end) {
    int at = end;
    while (at > start && isWhiteSpace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  /** Where the white space at or after {@code start} begins, or the text's end. */
  static int wordEnd(String text, int start) {
    int at = start;
    while (at < text.length() && !isWhiteSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** White space at which a line may break; a no-break space is none. */
  static boolean isWhiteSpace(int c) {
    return Character.isWhitespace(c) && (c < 0x1C || c > 0x1F);
  }

  /** Whether there is nothing to read in it. */
  static boolean areNone(String text) {
    return text.chars().allMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
  }
}

package dev.belfry.compose;

/** Shortens text for a message to a person. Never within a grapheme. */
final class Excerpt {
  private static final int LENGTH = 30;

  private Excerpt() {}

  /** The first 30 graphemes, on one line, with an ellipsis if that is not all. */
  static String startOf(String text) {
    int end = 0;
    int count = 0;
    for (var ends = Graphemes.ends(text); ends.hasNext() && count < LENGTH; count++) {
      end = ends.nextInt();
    }
    return onOneLine(text.substring(0, end)) + (end < text.length() ? "…" : "");
  }

  /** About the last 30 characters, on one line, with an ellipsis if that is not all. */
  static String endOf(String text) {
    if (text.length() <= LENGTH) {
      return onOneLine(text);
    }
    String tail = text.substring(Math.max(0, text.length() - 4 * LENGTH));
    int start = 0;
    for (var ends = Graphemes.ends(tail); ends.hasNext() && tail.length() - start > LENGTH; ) {
      start = ends.nextInt();
    }
    return "…" + onOneLine(tail.substring(start));
  }

  /** Nothing in it moves a terminal's cursor or turns the direction of what follows. */
  private static String onOneLine(String text) {
    return text.codePoints()
        .map(c -> Words.isWhiteSpace(c) || isUnsafe(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isUnsafe(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }
}

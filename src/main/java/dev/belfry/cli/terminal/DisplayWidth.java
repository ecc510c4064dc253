package dev.belfry.cli.terminal;

/** How many columns of a screen a text takes, and cutting it to that measure. */
public final class DisplayWidth {
  private static final String ELLIPSIS = "…";

  private DisplayWidth() {}

  /** The columns that the text takes. It has no line ends. */
  public static int of(String text) {
    return isNarrow(text) ? text.length() : ClusterWidths.width(text);
  }

  /**
   * The text, or as much of its front as fits beside an ellipsis, cut at a grapheme.
   *
   * @param columns at least 1
   */
  public static String truncate(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    return text.substring(0, fitting(text, columns - 1)) + ELLIPSIS;
  }

  /** How many of the text's chars fit into the columns; never half a grapheme. */
  static int fitting(String text, int columns) {
    return isNarrow(text) ? Math.min(columns, text.length()) : ClusterWidths.fitting(text, columns);
  }

  /**
   * Whether each char is one column by itself, so that the length is the width. Most of what a
   * table shows is: then ICU and its data, some 40 ms of start-up, stay unloaded.
   */
  static boolean isNarrow(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isNarrow(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Latin, punctuation, arrows and box drawing, without what combines, is wide or is not seen. */
  private static boolean isNarrow(char c) {
    return (c >= 0x20 && c < 0x7f)
        || (c >= 0xa0 && c < 0x300 && c != 0xad)
        || (c >= 0x2010 && c < 0x2028)
        || (c > 0x202f && c < 0x2060)
        || (c >= 0x2190 && c < 0x2200)
        || (c >= 0x2400 && c < 0x2422)
        || (c >= 0x2500 && c < 0x25a0)
        || c == '⏎';
  }
}

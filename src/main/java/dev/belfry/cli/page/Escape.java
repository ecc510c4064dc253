package dev.belfry.cli.page;

import java.util.Locale;

/**
 * Text that somebody else wrote, made harmless for HTML: none of it is markup, and what nobody sees
 * or what turns the reading direction around is named instead of obeyed.
 */
final class Escape {
  private Escape() {}

  /** For what stands between tags; line ends are kept as {@code \n}. */
  static String text(String text) {
    return escape(text, "<span class=\"sign\">", "</span>");
  }

  /** For what stands in quotation marks within a tag, or in a title, where no tag may stand. */
  static String attribute(String text) {
    return escape(text, "[", "]");
  }

  private static String escape(String text, String before, String after) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    text.replace("\r\n", "\n")
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> {
                  if (isUnseen(c)) {
                    html.append(before).append(name(c)).append(after);
                  } else {
                    html.appendCodePoint(c);
                  }
                }
              }
            });
    return html.toString();
  }

  private static String name(int c) {
    return String.format(Locale.ROOT, "U+%04X", c);
  }

  /**
   * What no reader would see, but for the joiners and the selectors that scripts and emoji are made
   * with; and what HTML forbids.
   */
  private static boolean isUnseen(int c) {
    return (c < 0x20 && c != '\n' && c != '\t')
        || (c >= 0x7f && c < 0xa0)
        || c == 0xad // soft hyphen
        || c == 0x180e
        || c == 0x200b // zero-width space
        || (c >= 0x2028 && c <= 0x202e) // line separators, bidirectional embeddings and overrides
        || (c >= 0x2060 && c <= 0x206f) // word joiner, bidirectional isolates
        || c == 0xfeff
        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        || (c >= 0xfdd0 && c <= 0xfdef) // these and the next are no characters
        || (c & 0xfffe) == 0xfffe;
  }
}

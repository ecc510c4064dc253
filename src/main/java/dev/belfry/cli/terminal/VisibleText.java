package dev.belfry.cli.terminal;

import java.util.Locale;

/**
 * Text that somebody else wrote, made harmless for a screen: what would move the cursor, change
 * colours, retitle the window or turn the reading direction around is shown instead of obeyed. A
 * post is quoted by people from anywhere, so none of its characters may reach a terminal as a
 * command.
 */
public final class VisibleText {
  private VisibleText() {}

  /** The text on one line; its line ends become {@code ⏎}. */
  public static String oneLine(String text) {
    return isHarmless(text) ? text : rewrite(text.replace("\r\n", "\n"), "⏎");
  }

  /** The text with its line ends kept as {@code \n}. */
  public static String lines(String text) {
    return isHarmless(text) ? text : rewrite(text.replace("\r\n", "\n"), "\n");
  }

  private static boolean isHarmless(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c) || isCommand(c)) {
        return false;
      }
    }
    return true;
  }

  private static String rewrite(String text, String lineEnd) {
    StringBuilder visible = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(visible, c, lineEnd));
    return visible.toString();
  }

  private static void append(StringBuilder visible, int c, String lineEnd) {
    if (c == '\n') {
      visible.append(lineEnd);
    } else if (c == '\t') {
      visible.append("    ");
    } else if (c < 0x20) {
      visible.appendCodePoint(0x2400 + c); // Unicode's own pictures of the controls: ␛
    } else if (c == 0x7f) {
      visible.append('␡');
    } else if (isCommand(c)) {
      visible.append(String.format(Locale.ROOT, "\\u%04x", c));
    } else {
      visible.appendCodePoint(c);
    }
  }

  private static boolean isCommand(int c) {
    return c < 0x20
        || (c >= 0x7f && c < 0xa0) // DEL and C1: 9B starts an escape sequence by itself
        || (c >= 0x2028 && c <= 0x202e) // line separators, bidirectional embeddings and overrides
        || (c >= 0x2066 && c <= 0x2069) // bidirectional isolates
        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        || c == 0xfeff;
  }
}

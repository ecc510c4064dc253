package dev.belfry.compose;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows the commonest links at sight: {@code https://example.com/a/path?with=query} and nothing
 * else in the word. twitter-text says the same of them, and takes thirty times as long to say it. A
 * word that is no such link may be a link all the same.
 */
final class PlainLink {
  /** No host's label is longer than DNS has it (63), and the whole is far from X's longest. */
  private static final Pattern FORM =
      Pattern.compile(
          "https?://(?:[a-z0-9]{1,20}+(?:-[a-z0-9]{1,20}+){0,2}+\\.){1,4}+(?:com|org|net|edu|gov|info)"
              + "(?:/(?:[A-Za-z0-9_/-]|\\.(?=[A-Za-z0-9])){0,100}+)?+"
              + "(?:\\?[A-Za-z0-9_=&-]{0,100}+(?<=[A-Za-z0-9]))?+");

  private PlainLink() {}

  /**
   * Where the link ends that the word from {@code start} to {@code end} consists of, but for
   * blanks, tabs and line ends behind it; 0 where it is not known to be one.
   */
  static int end(String text, int start, int end) {
    if (!text.startsWith("http", start)) {
      return 0;
    }
    Matcher link = FORM.matcher(text).region(start, end);
    return link.lookingAt() && isWhite(text, link.end(), end) ? link.end() : 0;
  }

  private static boolean isWhite(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
        return false;
      }
    }
    return true;
  }
}

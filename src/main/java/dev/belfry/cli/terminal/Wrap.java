package dev.belfry.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines that fit a width. */
public final class Wrap {
  private Wrap() {}

  /**
   * The lines of the text: broken at its own line ends, then at the last space that fits, and
   * inside a word only where the word is wider than a line. The space at a break is dropped;
   * nothing else is.
   *
   * @param columns at least 2, the width of the widest grapheme
   */
  public static List<String> lines(String text, int columns) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\n", -1)) {
      wrap(paragraph, columns, lines);
    }
    return lines;
  }

  private static void wrap(String paragraph, int columns, List<String> lines) {
    String rest = paragraph;
    int fits = DisplayWidth.fitting(rest, columns);
    while (fits < rest.length()) {
      int space = rest.lastIndexOf(' ', fits);
      boolean atSpace = space > 0 && !rest.substring(0, space).isBlank();
      int end = atSpace ? space : Math.max(1, fits);
      lines.add(rest.substring(0, end));
      rest = rest.substring(atSpace ? end + 1 : end);
      fits = DisplayWidth.fitting(rest, columns);
    }
    lines.add(rest);
  }
}

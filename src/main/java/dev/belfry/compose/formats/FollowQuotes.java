package dev.belfry.compose.formats;

import dev.belfry.post.InvalidInput;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows the quotes of a CSV, to tell where one is wrong or never closed. Not thread-safe. */
final class FollowQuotes {
  /** In characters: far more than any cell has, and less than what reads the rows can hold. */
  private static final int LONGEST = 4_000_000;

  private enum Inside {
    EMPTY_CELL,
    BARE_CELL,
    QUOTES,
    CLOSED_QUOTES
  }

  private final char separator;
  private Inside inside = Inside.EMPTY_CELL;
  private String opened = "";
  private int length;
  private @Nullable String wrong;

  /**
   * @param separator what stands between two cells
   */
  FollowQuotes(char separator) {
    this.separator = separator;
  }

  /**
   * Takes the next line.
   *
   * @param number from 1
   * @param line without its line feed
   * @throws InvalidInput where quotes run on over so many lines that the closing one is missing
   */
  void follow(int number, String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quote(number, line, i);
      } else if (inside == Inside.CLOSED_QUOTES && c != separator && c != '\r') {
        wrong = wrong == null ? place(number, line, i - 1) : wrong;
        inside = Inside.BARE_CELL;
      } else if (inside != Inside.QUOTES) {
        inside = c == separator || c == '\r' ? Inside.EMPTY_CELL : Inside.BARE_CELL;
      }
    }
    inside = isOpen() ? Inside.QUOTES : Inside.EMPTY_CELL;
    length = isOpen() ? length + line.length() + 1 : 0;
    if (length > LONGEST) {
      throw new InvalidInput(
          opened,
          String.format(
              Locale.ROOT,
              "a quote that is opened here is not closed within %,d characters; was it forgotten?",
              LONGEST));
    }
  }

  private void quote(int number, String line, int index) {
    switch (inside) {
      case EMPTY_CELL -> {
        opened = place(number, line, index);
        length = -index;
        inside = Inside.QUOTES;
      }
      case QUOTES -> inside = Inside.CLOSED_QUOTES;
      // Two of them are one that belongs to the text.
      case CLOSED_QUOTES -> inside = Inside.QUOTES;
      case BARE_CELL -> {}
    }
  }

  private static String place(int number, String line, int index) {
    return "line " + number + ", column " + (line.codePointCount(0, index) + 1);
  }

  /** Whether the quotes that were opened last are open still. */
  boolean isOpen() {
    return inside == Inside.QUOTES;
  }

  /** Where the quotes were opened that were last. */
  String opened() {
    return opened;
  }

  /** The first quote in quotes that is neither doubled nor the last of its cell. */
  Optional<String> wrong() {
    return Optional.ofNullable(wrong);
  }
}

package dev.belfry.compose.formats;

import dev.belfry.compose.ReadLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Optional;

/**
 * Lines of UTF-8 as characters, each with its line feed, strictly and in bounded memory. Not
 * thread-safe.
 */
final class LinesReader extends Reader {
  private final ReadLines lines;
  private final FollowQuotes quotes;
  private String line = "";
  private int from;

  /**
   * @param in is not closed
   * @param quotes follows what is read
   */
  LinesReader(InputStream in, FollowQuotes quotes) {
    this.lines = new ReadLines(in);
    this.quotes = quotes;
  }

  /**
   * Reads.
   *
   * @throws dev.belfry.post.InvalidInput at a line that is too long, or is not UTF-8, or where
   *     quotes are too long
   */
  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    if (from == line.length()) {
      Optional<String> next = lines.next();
      if (next.isEmpty()) {
        return -1;
      }
      quotes.follow(lines.number(), next.get());
      line = next.get() + "\n";
      from = 0;
    }
    int count = Math.min(length, line.length() - from);
    line.getChars(from, from + count, buffer, offset);
    from += count;
    return count;
  }

  @Override
  public void close() {
    // Whoever opened the stream closes it.
  }
}

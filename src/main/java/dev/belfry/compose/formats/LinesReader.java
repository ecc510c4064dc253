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
  private String line = "";
  private String last = "";
  private int from;

  /**
   * @param in is not closed
   */
  LinesReader(InputStream in) {
    this.lines = new ReadLines(in);
  }

  /** The line that was read last, without its end. */
  String last() {
    return last;
  }

  /**
   * Reads.
   *
   * @throws dev.belfry.post.InvalidInput at a line that is too long, or is not UTF-8
   */
  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    if (from == line.length()) {
      Optional<String> next = lines.next();
      if (next.isEmpty()) {
        return -1;
      }
      last = next.get();
      line = last + "\n";
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

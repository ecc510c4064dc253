package dev.belfry.compose;

import dev.belfry.post.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Reads UTF-8 text line by line in bounded memory, whatever is in the stream. Not thread-safe. */
public final class ReadLines {
  /** The longest line, in bytes, unless another is said: 1 MiB. */
  static final int LONGEST = 1024 * 1024;

  /** How many times the longest a line may be before nothing behind it is read. */
  private static final int GIVES_UP = 4;

  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[64 * 1024];
  private int from;
  private int to;

  private byte[] line = new byte[4 * 1024];
  private int length;
  private int number;
  private boolean hasGivenUp;

  /**
   * @param in is not closed
   */
  public ReadLines(InputStream in) {
    this(in, LONGEST);
  }

  /**
   * @param in is not closed
   * @param longest line that is read, in bytes
   */
  ReadLines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** The number of the line that was read last, from 1. */
  public int number() {
    return number;
  }

  /**
   * The next line, without its line feed and without a byte order mark (files that were joined have
   * some in the middle); empty at the end.
   *
   * @throws InvalidInput where the line is too long or not UTF-8; the next call goes on with the
   *     line after it, unless it was so long that nothing is read any more
   */
  public Optional<String> next() throws IOException {
    if (!fill()) {
      return Optional.empty();
    }
    number++;
    length = 0;
    long seen = 0;
    boolean ended = false;
    while (!ended && fill()) {
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      seen += end - from;
      if (seen > (long) GIVES_UP * longest) {
        hasGivenUp = true;
        throw tooLong();
      }
      if (seen <= longest) {
        append(end - from);
      }
      ended = end < to;
      from = ended ? end + 1 : end;
    }
    if (seen > longest) {
      throw tooLong();
    }
    return Optional.of(Utf8.decode(line, length, "", number));
  }

  private InvalidInput tooLong() {
    return new InvalidInput(
        "line " + number + ", column 1",
        String.format(
            Locale.ROOT, "the line is longer than %,d bytes; is this JSON Lines?", longest));
  }

  /** What has no line ends is no text of lines, and may be of any size. */
  private boolean fill() throws IOException {
    if (hasGivenUp) {
      return false;
    }
    if (from == to) {
      from = 0;
      to = Math.max(0, in.read(buffer));
    }
    return from < to;
  }

  private void append(int count) {
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, length + count));
    }
    System.arraycopy(buffer, from, line, length, count);
    length += count;
  }
}

package dev.belfry.compose;

import dev.belfry.media.ReadFile;
import dev.belfry.post.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;

/** Reads a whole text from a file or a stream: bounded, strictly UTF-8, without NUL. */
public final class ReadText {
  /** Far more than any post: what is longer was piped in by mistake. 1 MiB. */
  public static final int MOST_BYTES = 1024 * 1024;

  private ReadText() {}

  /**
   * The stream's text, without the byte order mark that some editors put before it.
   *
   * @param where the stream's name for people: {@code standard input}
   * @throws InvalidInput where the text is longer than {@value #MOST_BYTES} bytes (no more is read
   *     than shows it), is not UTF-8 or has a NUL (both with line and column), or can't be read
   */
  public static String from(InputStream in, String where) {
    byte[] bytes;
    try {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw new InvalidInput(where, "reading failed: " + e);
    }
    if (bytes.length > MOST_BYTES) {
      throw new InvalidInput(
          where,
          String.format(
              Locale.ROOT,
              "the text is longer than %,d bytes, far more than a post can be; was another file"
                  + " meant?",
              MOST_BYTES));
    }
    return noNul(Utf8.decode(bytes, bytes.length, where, 1), where);
  }

  /**
   * The file's text.
   *
   * @throws InvalidInput as {@link #from} does, and where there is no such file
   */
  public static String file(Path file) {
    try (InputStream in = ReadFile.open(file)) {
      return from(in, file.toString());
    } catch (IOException e) {
      throw new InvalidInput(file.toString(), "reading failed: " + e);
    }
  }

  private static String noNul(String text, String where) {
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      long line = text.substring(0, nul).chars().filter(c -> c == '\n').count() + 1;
      int column = nul - text.lastIndexOf('\n', nul);
      throw new InvalidInput(
          where + ", line " + line + ", column " + column,
          "a NUL character; this is no text, or a broken one");
    }
    return text;
  }
}

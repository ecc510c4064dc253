package dev.belfry.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a line of UTF-8, and not a byte more: what follows is for whoever asks next. */
final class ReadLine {
  /** Nothing that a person types or pastes is longer, in bytes. */
  private static final int LONGEST = 65_536;

  private ReadLine() {}

  /**
   * The line without its end; null where there is none any more.
   *
   * @throws IOException where it can't be read, or is longer than 64 KiB
   */
  static @Nullable String of(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      line.write(next);
      if (line.size() > LONGEST) {
        throw new IOException("a line of standard input is longer than 64 KiB");
      }
      next = in.read();
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}

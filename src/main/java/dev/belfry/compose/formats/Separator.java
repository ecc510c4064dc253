package dev.belfry.compose.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.stream.Stream;

/** What stands between the cells of a CSV: a spreadsheet's language decides. */
final class Separator {
  private Separator() {}

  /**
   * The one of comma, semicolon and tab that the first line has most of.
   *
   * @param in supports {@link InputStream#mark}; it is put back to where it was
   */
  static char of(InputStream in) {
    try {
      in.mark(DetectFormat.SEEN + 1);
      byte[] start = in.readNBytes(DetectFormat.SEEN);
      in.reset();
      String first = new String(start, StandardCharsets.UTF_8).split("\\R", 2)[0];
      return Stream.of(',', ';', '\t')
          .max(Comparator.comparingLong(each -> first.chars().filter(c -> c == each).count()))
          .orElse(',');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

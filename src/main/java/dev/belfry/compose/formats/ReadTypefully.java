package dev.belfry.compose.formats;

import dev.belfry.compose.RawPart;
import dev.belfry.compose.RawPost;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a thread as Typefully copies it: its parts have four line ends between them, or a line of
 * dashes.
 */
final class ReadTypefully {
  private static final Pattern BETWEEN_PARTS =
      Pattern.compile("\\n[ \\t]*\\n[ \\t]*\\n[ \\t]*\\n\\s*|(?m)^[ \\t]*---[ \\t]*$");

  private ReadTypefully() {}

  static Stream<RawPost> read(String text) {
    List<RawPart> parts =
        Stream.of(BETWEEN_PARTS.split(text.replace("\r\n", "\n")))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .map(part -> new RawPart(part, List.of()))
            .toList();
    if (parts.isEmpty()) {
      return Stream.empty();
    }
    String key = new KeyOfRow(Format.TYPEFULLY).of(parts.stream().map(RawPart::text).toList());
    return Stream.of(new RawPost("", key, parts, List.of(), null, null));
  }
}

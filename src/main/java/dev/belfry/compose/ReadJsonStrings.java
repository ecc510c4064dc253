package dev.belfry.compose;

import dev.belfry.post.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads texts, each as a JSON string on a line of its own: a text may have line ends, and one that
 * is written so can't be told wrongly from the next. Not thread-safe.
 */
public final class ReadJsonStrings {
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private final ReadLines lines;

  /**
   * @param in is not closed
   */
  public ReadJsonStrings(InputStream in) {
    this.lines = new ReadLines(in);
  }

  /**
   * The next text; empty at the end.
   *
   * @throws InvalidInput where the line is not a JSON string in UTF-8
   * @throws UncheckedIOException when reading fails
   */
  public Optional<String> next() {
    try {
      return lines.next().map(this::text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(String line) {
    try {
      JsonNode node = READER.readTree(line);
      if (node.isString()) {
        return node.stringValue();
      }
    } catch (JacksonException e) {
      // Told below: what is wrong is the line as a whole.
    }
    throw new InvalidInput(
        "line " + lines.number(), "a JSON string is wanted on each line, such as \"Ding\\nDong\"");
  }
}

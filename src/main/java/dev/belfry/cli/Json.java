package dev.belfry.cli;

import dev.belfry.cli.terminal.Console;
import java.io.PrintWriter;
import java.util.stream.Stream;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the answers of {@code --json}: exact, in UTF-8, instants as RFC 3339 in UTC. Indented on a
 * terminal for the eye, compact elsewhere. Control characters are escaped, which any reader of JSON
 * undoes and no terminal obeys.
 *
 * <p>Loading this class loads Jackson: only commands that were asked for JSON touch it.
 */
final class Json {
  private final PrintWriter out;
  private final ObjectWriter compact;
  private final ObjectWriter document;

  Json(Console console) {
    JsonMapper mapper =
        JsonMapper.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .build();
    this.out = console.out();
    this.compact = mapper.writer().with(new EscapeControls());
    this.document =
        console.terminals().out() ? compact.with(SerializationFeature.INDENT_OUTPUT) : compact;
  }

  /** Writes one value and a line end. */
  void write(Object value) {
    document.writeValue(out, value);
    out.println();
  }

  /** A value as a line of JSON, to stand in something else. */
  String text(Object value) {
    return compact.writeValueAsString(value);
  }

  /** Writes an array, one element after the other, without holding them all. */
  void writeArray(Stream<?> values) {
    try (SequenceWriter sequence = document.writeValuesAsArray(out)) {
      values.forEachOrdered(sequence::write);
    }
    out.println();
  }

  /** Writes JSON Lines: each value on a line of its own. */
  void writeLines(Stream<?> values) {
    values.forEachOrdered(
        value -> {
          compact.writeValue(out, value);
          out.println();
        });
  }
}

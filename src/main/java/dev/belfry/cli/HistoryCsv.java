package dev.belfry.cli;

import static java.util.stream.Collectors.joining;

import dev.belfry.audit.CanonicalLine;
import dev.belfry.audit.HistoryEvent;
import dev.belfry.audit.HistoryField;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The history as CSV by <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>: a header,
 * CRLF at the end of each record, quotes where they are needed. What is null is empty.
 */
final class HistoryCsv implements PrintHistory {
  private static final String CRLF = "\r\n";

  private final Consumer<String> out;
  private boolean begun;

  HistoryCsv(Consumer<String> out) {
    this.out = out;
  }

  @Override
  public void print(HistoryEvent event) {
    begin();
    out.accept(
        HistoryField.ALL.stream()
            .map(
                field ->
                    field.name().equals("media") ? media(event) : field(field.value().apply(event)))
            .collect(joining(",", "", CRLF)));
  }

  @Override
  public void finish() {
    begin();
  }

  private void begin() {
    if (!begun) {
      out.accept(HistoryField.ALL.stream().map(HistoryField::name).collect(joining(",", "", CRLF)));
      begun = true;
    }
  }

  private static String media(HistoryEvent event) {
    if (event.oddMedia() != null) {
      return field(event.oddMedia());
    }
    return event.media().isEmpty() ? "" : field(CanonicalLine.media(event.media()));
  }

  private static String field(@Nullable Object value) {
    String text = value == null ? "" : value.toString();
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}

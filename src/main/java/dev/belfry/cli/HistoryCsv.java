package dev.belfry.cli;

import dev.belfry.audit.HistoryEvent;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The history as CSV by <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>: a header,
 * CRLF at the end of each record, quotes where they are needed. What is null is empty.
 */
final class HistoryCsv implements PrintHistory {
  private static final String HEADER =
      "seq,at,event,post,account,part,attempt,remoteId,url,text,payloadSha256,actor,media,dueAt,"
          + "detail";
  private static final String CRLF = "\r\n";

  private final PrintWriter out;
  private final Json json;
  private boolean begun;

  HistoryCsv(Workplace workplace) {
    this.out = workplace.console().out();
    this.json = new Json(workplace.console());
  }

  @Override
  public void print(HistoryEvent event) {
    begin();
    out.print(
        Stream.<@Nullable Object>of(
                event.seq(),
                event.at(),
                event.event(),
                event.post(),
                event.account(),
                event.part(),
                event.attempt(),
                event.remoteId(),
                event.url(),
                event.text(),
                event.payloadSha256(),
                event.actor(),
                event.media().isEmpty() ? null : json.text(event.media()),
                event.dueAt(),
                event.detail())
            .map(HistoryCsv::field)
            .collect(Collectors.joining(",", "", CRLF)));
  }

  @Override
  public void finish() {
    begin();
  }

  private void begin() {
    if (!begun) {
      out.print(HEADER + CRLF);
      begun = true;
    }
  }

  private static String field(@Nullable Object value) {
    String text = value == null ? "" : value.toString();
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}

package dev.belfry.cli;

import dev.belfry.audit.HistoryEvent;
import dev.belfry.audit.HistoryEvent.HistoryMedia;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of {@code history --json}. */
record HistoryView(
    long seq,
    Instant at,
    String event,
    @Nullable Long post,
    @Nullable String account,
    @Nullable Integer part,
    @Nullable Integer attempt,
    @Nullable String remoteId,
    @Nullable String url,
    @Nullable String text,
    @Nullable String payloadSha256,
    String actor,
    List<HistoryMedia> media,
    @Nullable Instant dueAt,
    @Nullable String detail) {

  static HistoryView of(HistoryEvent event) {
    return new HistoryView(
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
        event.media(),
        event.dueAt(),
        event.detail());
  }
}

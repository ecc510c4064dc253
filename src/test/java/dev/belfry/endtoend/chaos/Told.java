package dev.belfry.endtoend.chaos;

import dev.belfry.audit.HistoryEvent;
import dev.belfry.endtoend.Planned;
import dev.belfry.endtoend.chaos.Story.Try;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tells a story about a thread of two parts, so that a test can tell it wrong. */
final class Told {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final String ACCOUNT = "x:ringer";
  private static final String URL = "https://example.org/";

  private final Planned planned = Planned.numbered(1, 2, ACCOUNT, NOON);
  private final List<Try> attempts = new ArrayList<>();
  private final List<HistoryEvent> events = new ArrayList<>();
  private final List<Shown> live = new ArrayList<>();
  private String state = "published";
  private @Nullable String reason;

  /** It was queued. */
  static Told queued() {
    Told told = new Told().event("drafted", null, null, null, null);
    return told.event("drafted", null, null, null, null).event("scheduled", null, null, null, null);
  }

  /** Both parts went out, and well. */
  static Told well() {
    return queued().sent(1).sent(2);
  }

  /** A part that went out at once: attempted, live, published. */
  Told sent(int part) {
    return attempted(part, 1).live(part, id(part), part == 1 ? null : id(1)).posted(part, 1);
  }

  Told attempted(int part, int number) {
    return event("attempted", part, number, null, null);
  }

  /** The attempt's row, settled as posted, and the event. */
  Told posted(int part, int number) {
    return row(part, number, "posted").published(part, number, planned.parts().get(part - 1));
  }

  /** The event alone, with the text that it tells of. */
  Told published(int part, int number, String text) {
    return event("published", part, number, null, id(part), text, URL + id(part));
  }

  /** The event alone, without where to find it. */
  Told publishedNowhere(int part, int number) {
    String text = planned.parts().get(part - 1);
    return event("published", part, number, null, id(part), text, null);
  }

  Told row(int part, int number, @Nullable String outcome) {
    boolean isLive = "posted".equals(outcome) || "repeated".equals(outcome);
    attempts.add(new Try(part, number, outcome, isLive ? id(part) : null, hash(part)));
    return this;
  }

  /** The row of an attempt that says that something else was sent. */
  Told otherRequest(int part, int number) {
    attempts.add(new Try(part, number, "posted", id(part), "another hash"));
    return this;
  }

  /** An ending, or a doubt, that says why. */
  Told told(String event, int part, int number) {
    return event(event, part, number, "because", null);
  }

  Told live(int part, String id, @Nullable String parent) {
    String text = planned.parts().get(part - 1);
    live.add(new Shown(ACCOUNT, id, text, parent));
    return this;
  }

  Told ends(String how) {
    state = how;
    reason = how.equals("unconfirmed") ? "because" : null;
    return this;
  }

  Told event(
      String event,
      @Nullable Integer part,
      @Nullable Integer number,
      @Nullable String detail,
      @Nullable String remoteId) {
    return event(event, part, number, detail, remoteId, null, null);
  }

  private Told event(
      String event,
      @Nullable Integer part,
      @Nullable Integer number,
      @Nullable String detail,
      @Nullable String remoteId,
      @Nullable String text,
      @Nullable String url) {
    events.add(
        new HistoryEvent(
            events.size() + 1L,
            NOON,
            event,
            1L,
            ACCOUNT,
            part,
            number,
            remoteId,
            url,
            text,
            List.of(),
            null,
            part == null ? null : hash(part),
            null,
            detail,
            "n1"));
    return this;
  }

  /** Takes the last event of its name back. */
  Told without(String event) {
    int last =
        IntStream.range(0, events.size())
            .filter(i -> events.get(i).event().equals(event))
            .max()
            .orElseThrow();
    events.remove(last);
    return this;
  }

  Told withoutLive(int part) {
    live.removeIf(post -> post.text().equals(planned.parts().get(part - 1)));
    return this;
  }

  Story story() {
    return new Story(planned, state, reason, attempts, events, live);
  }

  /** The id that the network gives to a part. */
  static String id(int part) {
    return "10" + part;
  }

  private static String hash(int part) {
    return "hash of " + part;
  }
}

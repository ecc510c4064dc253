package dev.belfry.audit;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field of an event, as it is called wherever the history is written for programs.
 *
 * @param value a number, a text, an instant, the list of images, or null
 */
public record HistoryField(String name, Function<HistoryEvent, ? extends @Nullable Object> value) {
  /**
   * All fields in the order in which every form gives them. The seals are made of this: a field
   * that is renamed or moved would make each older seal look broken.
   */
  public static final List<HistoryField> ALL =
      List.of(
          new HistoryField("seq", HistoryEvent::seq),
          new HistoryField("at", HistoryEvent::at),
          new HistoryField("event", HistoryEvent::event),
          new HistoryField("post", HistoryEvent::post),
          new HistoryField("account", HistoryEvent::account),
          new HistoryField("part", HistoryEvent::part),
          new HistoryField("attempt", HistoryEvent::attempt),
          new HistoryField("remoteId", HistoryEvent::remoteId),
          new HistoryField("url", HistoryEvent::url),
          new HistoryField("text", HistoryEvent::text),
          new HistoryField("payloadSha256", HistoryEvent::payloadSha256),
          new HistoryField("actor", HistoryEvent::actor),
          new HistoryField(
              "media", event -> event.oddMedia() == null ? event.media() : event.oddMedia()),
          new HistoryField("dueAt", HistoryEvent::dueAt),
          new HistoryField("detail", HistoryEvent::detail));
}

package dev.belfry.cli;

import dev.belfry.audit.HistoryEvent;
import dev.belfry.post.EventType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What happened, in a line: {@code published: https://…, drafted "Ding" with 2 images}. */
final class EventWords {
  private static final int HASH_SHOWN = 12;

  private EventWords() {}

  /**
   * @param zone in which times are told
   */
  static String of(HistoryEvent event, ZoneId zone) {
    StringBuilder words = new StringBuilder(event.event().replace('_', ' '));
    if (event.dueAt() != null) {
      words.append(" for ").append(Times.local(event.dueAt(), zone));
    }
    if (event.attempt() != null && event.attempt() > 1) {
      words.append(" (try ").append(event.attempt()).append(')');
    }
    String more = String.join(", ", more(event));
    return more.isEmpty() ? words.toString() : words.append(": ").append(more).toString();
  }

  /**
   * Where it is, what was said of it, and what it is, in this order: the rest may be cut off. Of
   * what was written, the text comes first, and then what was said besides.
   */
  private static List<String> more(HistoryEvent event) {
    List<String> more = new ArrayList<>();
    if (event.url() != null) {
      more.add(event.url());
    } else if (event.remoteId() != null) {
      more.add(event.remoteId());
    }
    if (event.text() != null && wasWritten(event)) {
      more.add(event.text() + images(event.media().size()));
    }
    if (event.detail() != null) {
      more.add(event.detail());
    }
    if (event.text() != null && event.url() == null && !wasWritten(event)) {
      more.add(event.text() + images(event.media().size()));
    }
    if (more.isEmpty() && event.payloadSha256() != null) {
      more.add("request " + event.payloadSha256().substring(0, HASH_SHOWN));
    }
    return more;
  }

  private static boolean wasWritten(HistoryEvent event) {
    return event.event().equals(EventType.DRAFTED.word())
        || event.event().equals(EventType.EDITED.word());
  }

  private static String images(int count) {
    return switch (count) {
      case 0 -> "";
      case 1 -> " (with an image)";
      default -> " (with %d images)".formatted(count);
    };
  }
}

package dev.belfry.endtoend.chaos;

import dev.belfry.audit.HistoryEvent;
import dev.belfry.endtoend.Planned;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one delivery when the run is over: what was planned, what Belfry says became
 * of it, and what the network says.
 *
 * @param state how it ended, else where it waits; {@code nowhere} where neither is told
 * @param reason why it waits; null where nothing is said
 * @param attempts in the order of part and number
 * @param events what the history tells of it, in its order
 * @param live what the network accepted of it, in its order
 */
public record Story(
    Planned planned,
    String state,
    @Nullable String reason,
    List<Try> attempts,
    List<HistoryEvent> events,
    List<Shown> live) {
  public Story {
    attempts = List.copyOf(attempts);
    events = List.copyOf(events);
    live = List.copyOf(live);
  }

  /**
   * One attempt, as its row says it.
   *
   * @param outcome null while it is open
   * @param isCarried whether the request of an earlier part carried it
   */
  public record Try(
      int part,
      int number,
      @Nullable String outcome,
      @Nullable String remoteId,
      String sha256,
      boolean isCarried) {

    /** One that had a request of its own. */
    Try(int part, int number, @Nullable String outcome, @Nullable String remoteId, String sha256) {
      this(part, number, outcome, remoteId, sha256, false);
    }

    @Override
    public String toString() {
      return "attempt %d at part %d".formatted(number, part);
    }
  }

  IntStream parts() {
    return IntStream.rangeClosed(1, planned.parts().size());
  }

  /** What the history tells of one attempt. */
  List<HistoryEvent> of(Try attempt) {
    return events.stream()
        .filter(event -> Objects.equals(event.part(), attempt.part()))
        .filter(event -> Objects.equals(event.attempt(), attempt.number()))
        .toList();
  }

  /** What the history tells of a part, of one kind. */
  List<HistoryEvent> of(int part, String event) {
    return named(event).filter(each -> Objects.equals(each.part(), part)).toList();
  }

  Stream<HistoryEvent> named(String event) {
    return events.stream().filter(each -> each.event().equals(event));
  }

  /** What the network accepted of a part. */
  List<Shown> live(int part) {
    String text = planned.parts().get(part - 1);
    return live.stream().filter(post -> post.text().equals(text)).toList();
  }

  @Override
  public String toString() {
    return "\"%s\" to %s".formatted(planned.parts().get(0), planned.account());
  }
}

package dev.belfry.cli;

import dev.belfry.audit.HistoryEvent;
import java.util.stream.Stream;

/** The history as JSON Lines. */
final class HistoryJson implements PrintHistory {
  private final Json json;

  HistoryJson(Workplace workplace) {
    this.json = new Json(workplace.console());
  }

  @Override
  public void print(HistoryEvent event) {
    json.writeLines(Stream.of(HistoryView.of(event)));
  }

  @Override
  public void finish() {
    // Each line stands by itself.
  }
}

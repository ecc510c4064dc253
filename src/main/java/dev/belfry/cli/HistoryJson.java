package dev.belfry.cli;

import dev.belfry.audit.CanonicalLine;
import dev.belfry.audit.HistoryEvent;
import java.util.function.Consumer;

/** The history as JSON Lines: each line is the one that is sealed, byte for byte. */
final class HistoryJson implements PrintHistory {
  private final Consumer<String> out;

  HistoryJson(Consumer<String> out) {
    this.out = out;
  }

  @Override
  public void print(HistoryEvent event) {
    out.accept(CanonicalLine.of(event) + "\n");
  }

  @Override
  public void finish() {
    // Each line stands by itself.
  }
}

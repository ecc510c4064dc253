package dev.belfry.cli;

import dev.belfry.audit.CanonicalLine;
import dev.belfry.audit.HistoryEvent;
import java.io.PrintWriter;

/** The history as JSON Lines: each line is the one that is sealed, byte for byte. */
final class HistoryJson implements PrintHistory {
  private final PrintWriter out;

  HistoryJson(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void print(HistoryEvent event) {
    out.print(CanonicalLine.of(event));
    out.print('\n');
  }

  @Override
  public void finish() {
    // Each line stands by itself.
  }
}

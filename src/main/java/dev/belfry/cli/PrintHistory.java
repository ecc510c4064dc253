package dev.belfry.cli;

import dev.belfry.audit.HistoryEvent;

/** A way to print the history, event by event as it comes. */
interface PrintHistory {
  void print(HistoryEvent event);

  /** There are no more. */
  void finish();
}

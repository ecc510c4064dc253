package dev.belfry.cli;

import dev.belfry.queue.Holds;
import dev.belfry.queue.Holds.Hold;

/** Says on standard error what is held as a whole: it explains why nothing goes out. */
final class TellHolds {
  private TellHolds() {}

  static void tell(Workplace workplace) {
    for (Hold hold : workplace.database().lend(Holds::all)) {
      workplace
          .console()
          .err()
          .printf(
              "belfry: %s is held by %s since %s: %s%n",
              hold.account() == null ? "everything" : hold.account(),
              hold.actor(),
              Times.local(hold.since(), workplace.zone()),
              hold.reason());
    }
  }
}

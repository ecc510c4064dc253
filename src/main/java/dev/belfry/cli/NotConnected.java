package dev.belfry.cli;

import dev.belfry.post.AccountName;

/** Says of a live account what becomes of its posts as long as nobody sends for it. */
final class NotConnected {
  private NotConnected() {}

  static void warn(Workplace workplace, AccountName name) {
    if (!isConnected(workplace, name)) {
      workplace
          .console()
          .err()
          .printf(
              "belfry: this Belfry can't log in to %s: posts for %s can be queued, previewed and"
                  + " rehearsed (belfry run --dry-run), and stay in the queue%n",
              name.network().title(), name);
    }
  }

  static boolean isConnected(Workplace workplace, AccountName name) {
    return name.dryRun() || workplace.publishers().live().contains(name.network());
  }
}

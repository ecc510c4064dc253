package dev.belfry.cli;

import dev.belfry.account.LogInState;
import dev.belfry.post.AccountName;
import org.jspecify.annotations.Nullable;

/** Says of a live account what becomes of its posts as long as they can't be sent. */
final class NotConnected {
  private NotConnected() {}

  static void warn(Workplace workplace, AccountName name) {
    if (!isConnected(workplace, name)) {
      say(
          workplace,
          "this Belfry can't log in to %s: posts for %s can be queued, previewed and rehearsed"
                  .formatted(name.network().title(), name)
              + " (belfry run --dry-run), and stay in the queue");
    } else if (!name.dryRun()) {
      warnWithoutLogIn(workplace, name);
    }
  }

  private static void warnWithoutLogIn(Workplace workplace, AccountName name) {
    @Nullable LogInState state = workplace.database().lend(LogInState::all).get(name);
    if (state == null) {
      say(
          workplace,
          "nobody is logged in to %s yet: its posts wait until somebody is; run: belfry account"
                  .formatted(name)
              + " login "
              + name);
    } else if (!state.isUsable(workplace.clock().instant())) {
      say(
          workplace,
          "%s takes the log-in of %s no more: its posts wait until somebody logs in again; run:"
                  .formatted(name.network().title(), name)
              + " belfry account login "
              + name);
    }
  }

  private static void say(Workplace workplace, String sentence) {
    workplace.console().err().println("belfry: " + sentence);
  }

  static boolean isConnected(Workplace workplace, AccountName name) {
    return name.dryRun() || workplace.publishers().live().contains(name.network());
  }
}

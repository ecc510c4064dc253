package dev.belfry.cli;

import dev.belfry.account.Account;
import dev.belfry.publish.Target;
import dev.belfry.schedule.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post on its way into the queue.
 *
 * @param at when it is to go out
 * @param digest of the account and the text that it gets; null where there is no text
 */
record Going(Account account, Instant at, @Nullable Long digest) {
  /** Those of the targets that have a time. */
  static List<Going> of(List<Target> targets) {
    List<Going> going = new ArrayList<>();
    for (Target target : targets) {
      Moment when = target.when();
      if (when != null) {
        going.add(new Going(target.account(), when.instant(), target.digest()));
      }
    }
    return going;
  }
}

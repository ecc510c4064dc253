package dev.belfry.publish;

import dev.belfry.account.Account;
import dev.belfry.queue.NewPlan;
import dev.belfry.schedule.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account that a post is for, and what it will get.
 *
 * @param when the moment that is planned; null for a draft
 * @param bodies each part's request, rendered, in order
 * @param rules the version of the rules that rendered them
 * @param digest of the account and the text that it gets; null where there is no text
 */
public record Target(
    Account account, @Nullable Moment when, List<String> bodies, int rules, @Nullable Long digest) {
  public Target {
    bodies = List.copyOf(bodies);
  }

  /** The same, to be saved. */
  public NewPlan plan() {
    return new NewPlan(account.id(), when, bodies, rules, digest);
  }
}

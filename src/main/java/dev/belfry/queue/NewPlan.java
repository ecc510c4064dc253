package dev.belfry.queue;

import dev.belfry.schedule.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account that a new post is for.
 *
 * @param when when it goes out there; null for a draft
 * @param bodies each part's request, rendered, in order
 * @param rules the version of the rules that rendered them
 * @param digest of the account and the text that it gets; null where there is no text
 */
public record NewPlan(
    int account, @Nullable Moment when, List<String> bodies, int rules, @Nullable Long digest) {
  public NewPlan {
    bodies = List.copyOf(bodies);
  }

  /** One whose text no other is compared with. */
  public NewPlan(int account, @Nullable Moment when, List<String> bodies, int rules) {
    this(account, when, bodies, rules, null);
  }

  /** The same, at that moment. */
  NewPlan at(Moment moment) {
    return new NewPlan(account, moment, bodies, rules, digest);
  }
}

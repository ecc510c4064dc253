package dev.belfry.release;

import dev.belfry.audit.SettlePosted.Success;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Outcome.Posted;
import dev.belfry.publish.Settlement;
import java.util.Optional;

/** An attempt that was made, and what is to be written down about it. */
record Sent(Attempt attempt, Settlement settlement) {

  /** The success that it was; empty where it was none. */
  Optional<Success> success() {
    return settlement.outcome() instanceof Posted posted
        ? Optional.of(new Success(attempt, posted, settlement.next().state()))
        : Optional.empty();
  }
}

package dev.belfry.networks.x;

import dev.belfry.publish.Outcome;

/** What was to be done at X can't be, and what that means for a part is known. */
final class Barred extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Outcome outcome;

  Barred(Outcome outcome) {
    super(outcome.words());
    this.outcome = outcome;
  }

  /** Whether it is what was asked that X refuses, and that for good. */
  boolean isOfRequest() {
    return outcome instanceof Outcome.Refused refused && !refused.retryable();
  }

  /** What came of the part for which it was to be done; the part itself was not sent. */
  Outcome outcome() {
    return outcome;
  }
}

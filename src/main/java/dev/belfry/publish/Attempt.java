package dev.belfry.publish;

import dev.belfry.queue.Claim;

/**
 * One try at sending one part, or several that a network takes all together or not at all: its row
 * is committed before anything leaves.
 *
 * @param position the first part's, from 1
 * @param request the exact request
 */
public record Attempt(Claim claim, int position, Request request) {
  /** The largest number that its row can have. */
  private static final int MOST = Short.MAX_VALUE;

  /** Which try at this part it is, from 1. */
  public int number() {
    return claim.tries() + 1;
  }

  /** The position of the last part that it sends. */
  public int through() {
    return position + request.parts() - 1;
  }

  /** Whether nothing of the thread is left to be sent after it. */
  public boolean isLast() {
    return through() == claim.bodies().size();
  }

  /** What the request was made from is the claim's next part; anything else is a defect. */
  public Attempt {
    if (claim.nextPart().orElse(0) != position) {
      throw new IllegalArgumentException(
          "part %d is not next in delivery %d".formatted(position, claim.delivery()));
    } else if (position + request.parts() - 1 > claim.bodies().size()) {
      throw new IllegalArgumentException(
          "delivery %d has no %d parts"
              .formatted(claim.delivery(), position + request.parts() - 1));
    } else if (claim.tries() >= MOST) {
      throw new IllegalStateException(
          "part %d was tried %d times already, and there is no number for another try"
              .formatted(position, claim.tries()));
    }
  }
}

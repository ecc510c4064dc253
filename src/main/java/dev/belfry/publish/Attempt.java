package dev.belfry.publish;

import dev.belfry.queue.Claim;

/**
 * One try at sending one part: its row is committed before anything leaves.
 *
 * @param position the part's, from 1
 * @param request the exact request
 */
public record Attempt(Claim claim, int position, Request request) {

  /** Which try at this part it is, from 1. */
  public int number() {
    return claim.tries() + 1;
  }

  /** What the request was made from is the claim's next part; anything else is a defect. */
  public Attempt {
    if (claim.nextPart().orElse(0) != position) {
      throw new IllegalArgumentException(
          "part %d is not next in delivery %d".formatted(position, claim.delivery()));
    }
  }
}

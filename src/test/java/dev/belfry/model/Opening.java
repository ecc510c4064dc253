package dev.belfry.model;

import dev.belfry.post.DeliveryState;

/**
 * The transactions from a lease to an attempt, and back: what {@code Leases}, {@code ClaimDue},
 * {@code FindOpenAttempts} and {@code OpenAttempts} do. One that may not be made leaves everything
 * as it was. {@code OpenedAlikeTest} holds the two together.
 *
 * @param token the lease of the node that makes them; 0 where it has none yet
 */
record Opening(Rules rules, Database before, int token) {

  Database taken(boolean isThereWork) {
    return before.held() || !isThereWork ? before : before.leased();
  }

  Database givenBack() {
    return before.isHeldBy(token) ? before.leaseOver() : before;
  }

  Database claimed() {
    return before.isHeldBy(token) && before.delivery() == DeliveryState.SCHEDULED
        ? before.claimed(token)
        : before;
  }

  /** What was claimed under this lease, or under an older one, and was not begun. */
  Database putBack() {
    boolean isUnsent =
        before.delivery() == DeliveryState.CLAIMED && before.claim() <= token && !before.hasOpen();
    return isUnsent ? before.moved(DeliveryState.SCHEDULED) : before;
  }

  /** A claim that finds every part live. */
  Database ended() {
    return before.isClaimedBy(token) && before.isAllPosted()
        ? before.moved(DeliveryState.PUBLISHED)
        : before;
  }

  Database opened(int part, int parent) {
    return mayOpen(part) ? before.opened(Attempt.open(part, token, parent)) : before;
  }

  boolean mayOpen(int part) {
    boolean isItsTurn = before.isHeldBy(token) && before.isClaimedBy(token);
    boolean isAlone = before.nextPart() == part && !before.has(part, Status.OPEN);
    return (isItsTurn || rules.has(Flaw.OPENS_ON_AN_OLD_LEASE))
        && (isAlone || rules.has(Flaw.OPENS_BESIDE_ANOTHER));
  }
}

package dev.belfry.model;

import dev.belfry.post.DeliveryState;

/** Which attempts are to be looked into. */
record Doubts(Rules rules, State state) {

  /** What a lease is taken for. */
  boolean isThereWork() {
    return switch (state.database().delivery()) {
      case SCHEDULED, CLAIMED -> true;
      default -> unconfirmed() > 0;
    };
  }

  /** One that was found open under a smaller token; 0 where there is none. */
  int abandoned(int token) {
    return state.database().find(a -> a.is(Status.OPEN) && a.token() < token);
  }

  /**
   * One that leaves the delivery in doubt; 0 where there is none. A look that sees nothing, and
   * from which nothing follows, changes nothing: it is left out, or looking would never end.
   */
  int unconfirmed() {
    Database database = state.database();
    int part = database.nextPart();
    boolean isWorthALook =
        database.delivery() == DeliveryState.UNCONFIRMED
            && (rules.setting().sendsAgainWhenAbsent() || state.network().find(part) > 0);
    return isWorthALook ? inDoubt(part) : 0;
  }

  /** The unconfirmed attempt at a part; 0 where there is none. */
  int inDoubt(int part) {
    return state.database().find(a -> a.part() == part && a.is(Status.UNCONFIRMED));
  }
}

package dev.belfry.model;

import dev.belfry.model.Node.Stage;
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
    int number = inDoubt();
    boolean isWorthALook =
        number > 0
            && (rules.setting().sendsAgainWhenAbsent() || state.network().find(part(number)) > 0);
    return isWorthALook ? number : 0;
  }

  /** The attempt that the delivery is in doubt about, once it is time; 0 where there is none. */
  int inDoubt() {
    Database database = state.database();
    int number =
        database.delivery() == DeliveryState.UNCONFIRMED
            ? database.find(a -> a.is(Status.UNCONFIRMED))
            : 0;
    return number > 0 && isTimeFor(number) ? number : 0;
  }

  /**
   * The look after which a delivery has failed is made ten minutes after the others. Nothing is on
   * its way for so long, nor is a node frozen for so long between its check and its call: that is
   * taken for granted, and nowhere else.
   */
  private boolean isTimeFor(int number) {
    return rules.has(Flaw.GIVES_UP_AT_ONCE)
        || !state.database().isLastLook(number)
        || !isUnderWay(part(number));
  }

  private boolean isUnderWay(int part) {
    return state.network().inFlight().stream().anyMatch(request -> request.part() == part)
        || isAboutToSend(state.a(), part)
        || isAboutToSend(state.b(), part);
  }

  private static boolean isAboutToSend(Node node, int part) {
    return node.is(Stage.OPENED) && node.part() == part;
  }

  private int part(int number) {
    return state.database().attempt(number).part();
  }
}

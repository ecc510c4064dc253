package dev.belfry.model;

import dev.belfry.post.DeliveryState;

/** The transaction that records what came of an attempt, and moves the delivery on. */
record Settling(Rules rules, Database before, int number, Outcome outcome, int id, boolean looked) {

  /** The node's own answer. */
  static Database own(Rules rules, Database before, Node node) {
    return new Settling(rules, before, node.attempt(), node.outcome(), node.id(), false).settled();
  }

  /** What a look, or a person, saw. */
  static Database seen(Rules rules, Database before, int number, Outcome outcome, int id) {
    return new Settling(rules, before, number, outcome, id, true).settled();
  }

  private Database settled() {
    Attempt attempt = before.attempt(number);
    Status now = status(attempt);
    if (now == attempt.status()) {
      return before;
    }
    boolean isLive = now == Status.POSTED || now == Status.REPEATED;
    return moved(before.with(number, isLive ? attempt.live(now, id) : attempt.with(now)), attempt);
  }

  private Status status(Attempt attempt) {
    Status now = attempt.status();
    boolean isInDoubt = now == Status.OPEN || now == Status.UNCONFIRMED;
    return switch (outcome) {
      case POSTED -> takesSuccess(now) ? live(attempt.part()) : now;
      case NOT_SENT -> isInDoubt ? notLive() : now;
      case REFUSED -> isInDoubt ? Status.REFUSED : now;
      case UNCONFIRMED -> now == Status.OPEN ? Status.UNCONFIRMED : now;
      case NONE -> throw new IllegalStateException("nothing is in hand");
    };
  }

  private boolean takesSuccess(Status now) {
    return switch (now) {
      case OPEN -> true;
      case REFUSED -> !rules.has(Flaw.REFUSED_STAYS_REFUSED);
      case UNCONFIRMED, NOT_SENT, ABSENT -> looked || !rules.has(Flaw.DROPS_LATE_SUCCESS);
      case POSTED, REPEATED -> false;
    };
  }

  private Status live(int part) {
    return before.has(part, Status.POSTED) ? Status.REPEATED : Status.POSTED;
  }

  private Status notLive() {
    return looked ? Status.ABSENT : Status.NOT_SENT;
  }

  private Database moved(Database now, Attempt attempt) {
    if (now.isAllPosted()) {
      return finished(now);
    }
    boolean isItsClaim = now.isClaimedBy(attempt.token());
    boolean isItsDoubt =
        now.delivery() == DeliveryState.UNCONFIRMED && attempt.part() == before.nextPart();
    if (!isItsClaim && !isItsDoubt) {
      return now;
    }
    if (now.has(attempt.part(), Status.POSTED)) {
      return isItsDoubt || looked ? now.moved(DeliveryState.SCHEDULED) : now;
    }
    return switch (outcome) {
      case UNCONFIRMED -> now.moved(DeliveryState.UNCONFIRMED);
      case REFUSED -> refused(now, attempt.part());
      default -> now.moved(stillInDoubt(now, attempt.part(), DeliveryState.SCHEDULED));
    };
  }

  /** What waits in the queue is ended by the next claim: no arrow leads from there to an end. */
  private Database finished(Database now) {
    boolean leadsThere =
        now.delivery().next().contains(DeliveryState.PUBLISHED)
            || (now.delivery() == DeliveryState.SCHEDULED && rules.has(Flaw.ENDS_FROM_THE_QUEUE));
    boolean mayEnd = !now.hasOpen() || rules.has(Flaw.ENDS_OVER_AN_OPEN_ATTEMPT);
    return leadsThere && mayEnd ? now.moved(DeliveryState.PUBLISHED) : now;
  }

  /** A request that a look did not see may still arrive: it is looked for again. */
  private Database refused(Database now, int part) {
    int unseen = now.find(a -> a.part() == part && a.is(Status.ABSENT));
    if (unseen == 0 || rules.has(Flaw.FAILS_IN_DOUBT)) {
      return now.moved(stillInDoubt(now, part, DeliveryState.FAILED));
    }
    return now.with(unseen, now.attempt(unseen).with(Status.UNCONFIRMED))
        .moved(DeliveryState.UNCONFIRMED);
  }

  private static DeliveryState stillInDoubt(Database now, int part, DeliveryState otherwise) {
    return now.has(part, Status.UNCONFIRMED) ? DeliveryState.UNCONFIRMED : otherwise;
  }
}

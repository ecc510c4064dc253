package dev.belfry.model;

import dev.belfry.post.DeliveryState;

/**
 * The transaction that records what came of an attempt, and moves the delivery on: what {@code
 * SettleAttempts} does, clause by clause. {@code SettledAlikeTest} holds the two together.
 */
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
    if (!isClosedBy(attempt.status())) {
      return before;
    }
    Database closed = before.with(number, closed(attempt));
    int reopened = reopened(attempt.part());
    Database now =
        reopened == 0
            ? closed
            : closed.with(reopened, closed.attempt(reopened).with(Status.UNCONFIRMED));
    DeliveryState next = judged(attempt, reopened > 0);
    return moves(attempt, next) ? now.moved(arriving(next)) : now;
  }

  /** It is open or in doubt, or turns out to be live. */
  private boolean isClosedBy(Status now) {
    boolean isInDoubt = now == Status.OPEN || now == Status.UNCONFIRMED;
    return outcome == Outcome.POSTED ? takesSuccess(now) : isInDoubt;
  }

  private boolean takesSuccess(Status now) {
    return switch (now) {
      case OPEN -> true;
      case REFUSED -> !rules.has(Flaw.REFUSED_STAYS_REFUSED);
      case UNCONFIRMED, NOT_SENT, ABSENT -> looked || !rules.has(Flaw.DROPS_LATE_SUCCESS);
      case POSTED, REPEATED -> false;
    };
  }

  private Attempt closed(Attempt attempt) {
    return switch (outcome) {
      case POSTED -> attempt.live(isLive(attempt) ? Status.REPEATED : Status.POSTED, id);
      case NOT_SENT -> attempt.with(looked ? Status.ABSENT : Status.NOT_SENT);
      case GIVEN_UP -> attempt.with(Status.ABSENT);
      case REFUSED -> attempt.with(Status.REFUSED);
      case UNCONFIRMED -> attempt.with(Status.UNCONFIRMED);
      case NONE -> throw new IllegalStateException("nothing is in hand");
    };
  }

  /** Whether the part is live by another attempt. */
  private boolean isLive(Attempt attempt) {
    return before.has(attempt.part(), Status.POSTED);
  }

  /** A request that a look did not see may still arrive: it is looked for again. */
  private int reopened(int part) {
    boolean mayHaveFailed = outcome == Outcome.REFUSED && !before.has(part, Status.POSTED);
    return mayHaveFailed && !rules.has(Flaw.FAILS_IN_DOUBT)
        ? before.find(a -> a.part() == part && a.is(Status.ABSENT))
        : 0;
  }

  /** What is made of what would be next if there were no other attempt at the part. */
  private DeliveryState judged(Attempt attempt, boolean reopens) {
    DeliveryState next = next(attempt);
    if (reopens) {
      return DeliveryState.UNCONFIRMED;
    }
    return isLive(attempt) ? besideALivePart(next) : next;
  }

  private DeliveryState besideALivePart(DeliveryState next) {
    return switch (next) {
      case CLAIMED -> rules.has(Flaw.FOLLOWS_ITS_OWN_COPY) ? next : DeliveryState.SCHEDULED;
      case FAILED -> DeliveryState.SCHEDULED;
      case UNCONFIRMED -> rules.has(Flaw.GOES_ON_IN_DOUBT) ? DeliveryState.SCHEDULED : next;
      default -> next;
    };
  }

  private DeliveryState next(Attempt attempt) {
    return switch (outcome) {
      case POSTED -> posted(attempt.part());
      case REFUSED, GIVEN_UP -> DeliveryState.FAILED;
      case UNCONFIRMED -> DeliveryState.UNCONFIRMED;
      default ->
          looked && before.isLastLook(number) && rules.has(Flaw.BELIEVES_AN_OLD_LOOK)
              ? DeliveryState.FAILED
              : DeliveryState.SCHEDULED;
    };
  }

  private DeliveryState posted(int part) {
    if (part == Database.PARTS) {
      return DeliveryState.PUBLISHED;
    }
    return looked ? DeliveryState.SCHEDULED : DeliveryState.CLAIMED;
  }

  private boolean moves(Attempt attempt, DeliveryState next) {
    boolean isOut = next == DeliveryState.PUBLISHED;
    return switch (before.delivery()) {
      case CLAIMED ->
          before.isClaimedBy(attempt.token())
              || (isOut && rules.has(Flaw.ENDS_OVER_AN_OPEN_ATTEMPT));
      case UNCONFIRMED -> !before.with(number, attempt.with(Status.OPEN)).hasDoubt();
      case SCHEDULED, FAILED -> isOut;
      default -> false;
    };
  }

  /** What was in doubt is nobody's: it can't go on at once. */
  private DeliveryState arriving(DeliveryState next) {
    return next == DeliveryState.CLAIMED && before.delivery() == DeliveryState.UNCONFIRMED
        ? DeliveryState.SCHEDULED
        : next;
  }
}

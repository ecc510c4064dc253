package dev.belfry.model;

import dev.belfry.post.DeliveryState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is committed: the lease of the one account, where its one delivery stands, the attempts.
 *
 * @param token the fence: that of the newest lease
 * @param held whether that lease is running
 * @param claim the token under which the delivery is claimed; 0 where it is not
 */
record Database(
    int token, boolean held, DeliveryState delivery, int claim, List<Attempt> attempts) {
  static final int PARTS = 2;

  static final Database QUEUED = new Database(0, false, DeliveryState.SCHEDULED, 0, List.of());

  Database {
    attempts = List.copyOf(attempts);
  }

  boolean isHeldBy(int lease) {
    return held && token == lease;
  }

  boolean isClaimedBy(int lease) {
    return delivery == DeliveryState.CLAIMED && claim == lease;
  }

  Attempt attempt(int number) {
    return attempts.get(number - 1);
  }

  /** The first attempt that is so, by its number; 0 where none is. */
  int find(Predicate<Attempt> wanted) {
    for (int number = 1; number <= attempts.size(); number++) {
      if (wanted.test(attempt(number))) {
        return number;
      }
    }
    return 0;
  }

  boolean has(int part, Status status) {
    return find(attempt -> attempt.part() == part && attempt.is(status)) > 0;
  }

  boolean hasOpen() {
    return find(attempt -> attempt.is(Status.OPEN)) > 0;
  }

  boolean hasDoubt() {
    return find(attempt -> attempt.is(Status.UNCONFIRMED)) > 0;
  }

  /** Whether the part was sent again after this attempt at it, and that was not to be. */
  boolean isLastLook(int number) {
    for (int later = number + 1; later <= attempts.size(); later++) {
      Attempt attempt = attempt(later);
      if (attempt.part() == attempt(number).part()
          && (attempt.is(Status.REFUSED) || attempt.is(Status.NOT_SENT))) {
        return true;
      }
    }
    return false;
  }

  /** What follows where an attempt is found not to be live now. */
  Outcome absent(int number) {
    return isLastLook(number) ? Outcome.GIVEN_UP : Outcome.NOT_SENT;
  }

  /** The first part that is not recorded as posted; one past the last where all are. */
  int nextPart() {
    int part = 1;
    while (part <= PARTS && has(part, Status.POSTED)) {
      part++;
    }
    return part;
  }

  boolean isAllPosted() {
    return nextPart() > PARTS;
  }

  /** The network's id that is recorded for a part; 0 where none is, and before the first part. */
  int recordedId(int part) {
    int posted = find(attempt -> attempt.part() == part && attempt.is(Status.POSTED));
    return posted == 0 ? 0 : attempt(posted).id();
  }

  Database leased() {
    return new Database(token + 1, true, delivery, claim, attempts);
  }

  Database leaseOver() {
    return new Database(token, false, delivery, claim, attempts);
  }

  Database claimed(int lease) {
    return new Database(token, held, DeliveryState.CLAIMED, lease, attempts);
  }

  Database moved(DeliveryState now) {
    return new Database(token, held, now, now == DeliveryState.CLAIMED ? claim : 0, attempts);
  }

  Database opened(Attempt attempt) {
    List<Attempt> longer = new ArrayList<>(attempts);
    longer.add(attempt);
    return new Database(token, held, delivery, claim, longer);
  }

  Database with(int number, Attempt attempt) {
    List<Attempt> changed = new ArrayList<>(attempts);
    changed.set(number - 1, attempt);
    return new Database(token, held, delivery, claim, changed);
  }
}

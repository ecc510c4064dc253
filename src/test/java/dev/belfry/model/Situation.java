package dev.belfry.model;

import static dev.belfry.model.StoredDatabases.account;
import static dev.belfry.model.StoredDatabases.told;
import static dev.belfry.model.StoredDatabases.tryOf;

import dev.belfry.model.StoredDatabases.Stored;
import dev.belfry.post.DeliveryState;
import dev.belfry.queue.Lease;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a node finds that is about to do something, and in words what the model makes of it then.
 *
 * @param token its lease; 0 for none
 * @param part that it is at; 0 for none
 * @param isTime whether the network is to be asked again about what is in doubt
 */
record Situation(Database before, int token, int part, boolean isTime) {
  static final String RENEWED = "; renewed";

  private static final Rules RULES = new Rules(Setting.KEY, Flaw.NONE);

  static Situation of(Rules rules, State state, int token) {
    boolean isTime = new Doubts(rules, state).unconfirmed() > 0;
    return new Situation(state.database(), token, /* part= */ 0, isTime);
  }

  static Situation atPart(Database before, int token, int part) {
    return new Situation(before, token, part, /* isTime= */ false);
  }

  /**
   * One and the same for all that differ only in how their leases are numbered. Parents stand in
   * requests alone, and are those that are recorded.
   */
  Situation simplest() {
    List<Integer> tokens =
        Stream.concat(
                Stream.of(0, token, before.token(), before.claim()),
                before.attempts().stream().map(Attempt::token))
            .distinct()
            .sorted()
            .toList();
    Database now =
        new Database(
            tokens.indexOf(before.token()),
            before.held(),
            before.delivery(),
            tokens.indexOf(before.claim()),
            before.attempts().stream()
                .map(
                    each ->
                        new Attempt(
                            each.part(),
                            tokens.indexOf(each.token()),
                            /* parent= */ 0,
                            each.status(),
                            each.id()))
                .toList());
    return new Situation(now, tokens.indexOf(token), part, isTime);
  }

  /** The same, but that a person took the delivery away from whoever had claimed it. */
  Situation withoutClaim() {
    return new Situation(before.moved(DeliveryState.SCHEDULED), token, part, isTime);
  }

  /** As {@link Doubts#isThereWork} says. */
  boolean isThereWork() {
    return before.delivery() == DeliveryState.SCHEDULED
        || before.delivery() == DeliveryState.CLAIMED
        || isTime;
  }

  boolean isItsLease() {
    return before.isHeldBy(token);
  }

  boolean isItsClaim() {
    return before.isClaimedBy(token);
  }

  boolean isItsTurn() {
    return isItsLease() && isItsClaim();
  }

  boolean hasAtPart(Status status) {
    return before.has(part, status);
  }

  private Opening opening() {
    return new Opening(RULES, before, token);
  }

  boolean mayClaim() {
    return !opening().claimed().equals(before);
  }

  boolean mayPutBack() {
    return !opening().putBack().equals(before);
  }

  boolean mayOpen() {
    return opening().mayOpen(part);
  }

  String takenOver() {
    return takenOver(before);
  }

  String givenBackAndTakenOver() {
    return takenOver(opening().givenBack());
  }

  /** Who takes a lease puts back at once what was not begun, and looks into the rest. */
  private String takenOver(Database found) {
    Database taken = new Opening(RULES, found, /* token= */ 0).taken(isThereWork());
    if (taken.equals(found)) {
      return told(found);
    }
    Database seenTo = new Opening(RULES, taken, taken.token()).putBack();
    return told(seenTo)
        + each(
            seenTo,
            attempt ->
                (attempt.is(Status.OPEN) && attempt.token() < seenTo.token())
                    || (attempt.is(Status.UNCONFIRMED) && isTime));
  }

  String putBack() {
    return told(opening().putBack());
  }

  String renewed() {
    return told(before) + (isItsLease() ? RENEWED : "");
  }

  String readBack() {
    return told(before)
        + each(before, attempt -> attempt.is(Status.OPEN) && attempt.token() == token);
  }

  /** Who claims opens the attempt in the same transaction, or ends what is all live. */
  String claimed() {
    if (!mayClaim()) {
      return told(before);
    }
    Database claimed = opening().claimed();
    Opening next = new Opening(RULES, claimed, token);
    int nextPart = claimed.nextPart();
    return claimed.isAllPosted()
        ? told(next.ended())
        : told(next.opened(nextPart, claimed.recordedId(nextPart - 1)))
            + IntStream.range(1, nextPart)
                .mapToObj(each -> after(claimed.recordedId(each)))
                .collect(Collectors.joining());
  }

  String opened() {
    return told(opening().opened(part, before.recordedId(part - 1)));
  }

  static String after(Object id) {
    return "; after id " + id;
  }

  static String seen(int part, int number) {
    return "; %d.%d is seen".formatted(part, number);
  }

  private static String each(Database database, Predicate<Attempt> wanted) {
    return IntStream.rangeClosed(1, database.attempts().size())
        .filter(number -> wanted.test(database.attempt(number)))
        .mapToObj(number -> seen(database.attempt(number).part(), tryOf(database, number)))
        .sorted()
        .collect(Collectors.joining());
  }

  /** As rows. */
  Stored stored(long number) {
    boolean isInDoubt = before.delivery() == DeliveryState.UNCONFIRMED;
    @Nullable Instant lookAt = isInDoubt ? StoredDatabases.DUE.plusSeconds(isTime ? 0 : 1) : null;
    return new Stored(number, before, lookAt);
  }

  /** The node's lease on them. */
  Lease lease(long number) {
    return new Lease((int) number, account(number), token);
  }

  /** The attempt that the node is about to open; it counted those before it when it claimed. */
  dev.belfry.publish.Attempt attempt(long number) {
    long tries =
        before.attempts().stream()
            .filter(each -> each.part() == part && !each.is(Status.OPEN))
            .count();
    return StoredDatabases.attempt(number, token, part, (int) tries);
  }
}

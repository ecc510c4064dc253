package dev.belfry.model;

import dev.belfry.model.Network.Copy;
import dev.belfry.post.DeliveryState;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What must hold in every state, and on the way from one to the next. */
record Promises(Rules rules) {
  static final String ONCE = "no part is live twice";
  static final String IN_ORDER = "a part follows the one before it, under the id that is recorded";
  static final String TRUE = "what is recorded as posted is live, as that part";
  static final String TOLD = "a delivery is over only when the record names all that is live";
  static final String COMPLETE =
      "a published delivery has every part posted, and one that is over nothing open or in doubt";
  static final String KEPT = "a success that a node knows of is never thrown away";
  static final String ARROWS = "a delivery moves only along the arrows of DeliveryState";

  /** What must hold wherever it stands. */
  Optional<String> broken(State state) {
    return first(
        new Kept(ONCE, isOnce(state.network())),
        new Kept(IN_ORDER, isInOrder(state.database())),
        new Kept(TRUE, isTrue(state)),
        new Kept(TOLD, isTold(state)),
        new Kept(COMPLETE, isComplete(state.database())));
  }

  /** What must hold on the way. */
  Optional<String> broken(State from, State to) {
    return first(new Kept(KEPT, isKept(from, to)), new Kept(ARROWS, isAnArrow(from, to)));
  }

  private record Kept(String promise, boolean is) {}

  private static Optional<String> first(Kept... promises) {
    for (Kept each : promises) {
      if (!each.is()) {
        return Optional.of(each.promise());
      }
    }
    return Optional.empty();
  }

  private boolean isOnce(Network network) {
    return rules.setting().mayDouble() || parts().allMatch(part -> network.copies(part) <= 1);
  }

  private static boolean isInOrder(Database database) {
    return database.attempts().stream()
        .filter(attempt -> attempt.part() > 1)
        .allMatch(
            attempt ->
                attempt.parent() > 0
                    && attempt.parent() == database.recordedId(attempt.part() - 1));
  }

  private static boolean isTrue(State state) {
    List<Copy> live = state.network().live();
    return state.database().attempts().stream()
        .filter(attempt -> attempt.id() > 0)
        .allMatch(
            attempt ->
                attempt.id() <= live.size() && live.get(attempt.id() - 1).part() == attempt.part());
  }

  private static boolean isTold(State state) {
    Database database = state.database();
    return !isOver(database)
        || parts()
            .allMatch(
                part -> state.network().copies(part) == 0 || database.has(part, Status.POSTED));
  }

  private static boolean isComplete(Database database) {
    boolean isOut = database.delivery() != DeliveryState.PUBLISHED || database.isAllPosted();
    boolean isSettled = !database.hasOpen() && !database.hasDoubt();
    return isOut && (isSettled || !isOver(database));
  }

  private static boolean isOver(Database database) {
    return database.delivery() == DeliveryState.PUBLISHED
        || database.delivery() == DeliveryState.FAILED;
  }

  /** A node that dies forgets, which is trouble; what it knew is then found by a look. */
  private static boolean isKept(State from, State to) {
    return from.troubles() > to.troubles()
        || (isKept(from.a(), to.a(), to.database()) && isKept(from.b(), to.b(), to.database()));
  }

  private static boolean isKept(Node before, Node after, Database database) {
    if (!before.knowsSuccess() || after.knowsSuccess() || before.attempt() == 0) {
      return true;
    }
    Attempt attempt = database.attempt(before.attempt());
    return attempt.is(Status.POSTED) || attempt.is(Status.REPEATED);
  }

  private static boolean isAnArrow(State from, State to) {
    DeliveryState before = from.database().delivery();
    DeliveryState after = to.database().delivery();
    return before == after || before.next().contains(after);
  }

  private static IntStream parts() {
    return IntStream.rangeClosed(1, Database.PARTS);
  }
}

package dev.belfry.model;

import dev.belfry.model.Node.Stage;
import java.util.List;
import java.util.Optional;

/** The release of one thread of two parts by two nodes, under given rules. */
record Protocol(Rules rules, int troubles) implements Machine<State> {

  @Override
  public State start() {
    return State.queued(troubles);
  }

  @Override
  public List<Step<State>> steps(State from) {
    Happenings happenings = new Happenings(from);
    for (int which = 0; which < State.NODES; which++) {
      new NodeSteps(rules, happenings, which).add();
    }
    new WorldSteps(rules, happenings).add();
    return happenings.all();
  }

  @Override
  public Optional<String> broken(State state) {
    return new Promises(rules).broken(state);
  }

  @Override
  public Optional<String> broken(State from, State to) {
    return new Promises(rules).broken(from, to);
  }

  /** Everybody rests. In doubt is an end only where nobody but a person can tell. */
  @Override
  public boolean isGoodEnd(State state) {
    Database database = state.database();
    boolean isAtRest =
        !database.held()
            && state.a().is(Stage.IDLE)
            && state.b().is(Stage.IDLE)
            && state.network().inFlight().isEmpty();
    return isAtRest
        && switch (database.delivery()) {
          case PUBLISHED, FAILED -> true;
          case UNCONFIRMED -> !rules.setting().sendsAgainWhenAbsent();
          default -> false;
        };
  }
}

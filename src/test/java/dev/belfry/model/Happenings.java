package dev.belfry.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Gathers what may happen in a state. */
final class Happenings {
  private final State from;
  private final List<Step<State>> steps = new ArrayList<>();

  Happenings(State from) {
    this.from = from;
  }

  State from() {
    return from;
  }

  List<Step<State>> all() {
    return steps;
  }

  void may(Supplier<String> words, State next) {
    if (!next.equals(from)) {
      steps.add(new Step<>(words, /* isTrouble= */ false, next));
    }
  }

  void trouble(Supplier<String> words, State next) {
    if (from.troubles() > 0 && !next.equals(from)) {
      steps.add(new Step<>(words, /* isTrouble= */ true, next.afterTrouble()));
    }
  }

  /** A transaction of a node. Where the answer to its commit is lost, the node stays as it was. */
  void commit(Supplier<String> words, Database committed, int which, Node node) {
    State heard = from.with(committed).with(which, node);
    State unheard = from.with(committed);
    may(words, heard);
    if (!unheard.equals(heard)) {
      trouble(() -> words.get() + ", but does not hear that it is committed", unheard);
    }
  }
}

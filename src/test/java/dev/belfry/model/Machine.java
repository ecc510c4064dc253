package dev.belfry.model;

import java.util.List;
import java.util.Optional;

/** Something that can be explored: where it starts, what may happen, and what it promises. */
interface Machine<S> {
  S start();

  List<Step<S>> steps(S from);

  /** The promise that is broken where it stands. */
  Optional<String> broken(S state);

  /** The promise that going from one state to the other breaks. */
  Optional<String> broken(S from, S to);

  /** Whether the machine may come to rest here. */
  boolean isGoodEnd(S state);
}

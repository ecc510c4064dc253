package dev.belfry.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an explorer found.
 *
 * @param states every state that can be reached; up to the one that breaks a promise, if one does
 * @param steps how many steps lead from one of them to another
 * @param depth how many steps lead to the farthest of them, on the shortest way
 */
record Exploration<S>(
    List<S> states, long steps, int depth, @Nullable Counterexample counterexample) {

  Optional<Counterexample> broken() {
    return Optional.ofNullable(counterexample);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d states, %,d steps, depth %d%n%s",
        states.size(),
        steps,
        depth,
        broken().map(Counterexample::toString).orElse("all kept"));
  }
}

package dev.belfry.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes through every state that a machine can reach, nearest first, so that the first promise found
 * broken is broken in as few steps as can be.
 *
 * <p>Afterwards it goes back from the good ends along the steps that are no trouble: from a state
 * that is not met on the way, the machine can't recover although all trouble is over.
 */
final class Explorer<S> {
  static final String RECOVERS = "when failures stop, it still comes to a good end";

  private final Machine<S> machine;
  private final Map<S, Integer> places = new HashMap<>();
  private final List<S> states = new ArrayList<>();
  private final Numbers parents = new Numbers();
  private final Edges recovery = new Edges();
  private long steps;

  private Explorer(Machine<S> machine) {
    this.machine = machine;
  }

  static <S> Exploration<S> explore(Machine<S> machine) {
    Explorer<S> explorer = new Explorer<>(machine);
    return explorer.breadthFirst().or(explorer::stuck).orElseGet(explorer::allKept);
  }

  private Optional<Exploration<S>> breadthFirst() {
    int unused = place(machine.start(), -1);
    for (int at = 0; at < states.size(); at++) {
      S from = states.get(at);
      for (Step<S> step : machine.steps(from)) {
        steps++;
        int before = states.size();
        int to = place(step.next(), at);
        Optional<String> broken =
            machine
                .broken(from, step.next())
                .or(() -> to < before ? Optional.empty() : machine.broken(step.next()));
        if (broken.isPresent()) {
          List<String> story = story(at);
          story.add(step.words().get());
          return Optional.of(found(new Counterexample(broken.get(), story)));
        }
        if (!step.isTrouble()) {
          recovery.add(at, to);
        }
      }
    }
    return Optional.empty();
  }

  private int place(S state, int parent) {
    Integer known = places.putIfAbsent(state, states.size());
    if (known != null) {
      return known;
    }
    states.add(state);
    parents.add(parent);
    return states.size() - 1;
  }

  private Optional<Exploration<S>> stuck() {
    boolean[] recovers =
        recovery.leadingTo(states.size(), place -> machine.isGoodEnd(states.get(place)));
    for (int at = 0; at < recovers.length; at++) {
      if (!recovers[at]) {
        List<String> story = story(at);
        story.add("From here on nothing leads to an end: " + states.get(at));
        return Optional.of(found(new Counterexample(RECOVERS, story)));
      }
    }
    return Optional.empty();
  }

  private Exploration<S> allKept() {
    return new Exploration<>(states, steps, depth(states.size() - 1), null);
  }

  private Exploration<S> found(Counterexample counterexample) {
    return new Exploration<>(states, steps, depth(states.size() - 1), counterexample);
  }

  private int depth(int place) {
    return parents.get(place) < 0 ? 0 : 1 + depth(parents.get(place));
  }

  private List<String> story(int place) {
    int parent = parents.get(place);
    if (parent < 0) {
      return new ArrayList<>();
    }
    List<String> story = story(parent);
    story.add(
        machine.steps(states.get(parent)).stream()
            .filter(step -> step.next().equals(states.get(place)))
            .map(step -> step.words().get())
            .findFirst()
            .orElseThrow());
    return story;
  }
}

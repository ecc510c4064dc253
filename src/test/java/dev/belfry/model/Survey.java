package dev.belfry.model;

import dev.belfry.model.Node.Stage;
import dev.belfry.post.DeliveryState;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an exploration has met, without the states themselves: several of them are more than a test
 * should hold.
 *
 * @param row as it stands in docs/model.md
 * @param verdict the counterexample as a story; empty where every promise is kept
 */
record Survey(
    String row,
    String verdict,
    Set<DeliveryState> deliveries,
    Set<Status> attempts,
    Set<Outcome> outcomes,
    Set<Stage> stages,
    long mostCopies,
    int mostLeases) {

  static Survey of(Setting setting, int troubles) {
    Exploration<State> explored =
        Explorer.explore(new Protocol(new Rules(setting, Flaw.NONE), troubles));
    Collection<State> states = explored.states();
    return new Survey(
        String.format(
            Locale.ROOT,
            "| `%s` | %d | %,d | %,d | %d |",
            setting,
            troubles,
            states.size(),
            explored.steps(),
            explored.depth()),
        explored.broken().map(Counterexample::toString).orElse(""),
        met(states, state -> Stream.of(state.database().delivery())),
        met(states, state -> state.database().attempts().stream().map(Attempt::status)),
        met(states, state -> Stream.of(state.a().outcome(), state.b().outcome())),
        met(states, state -> Stream.of(state.a().stage(), state.b().stage())),
        states.stream().mapToLong(state -> state.network().copies(1)).max().orElse(0),
        states.stream().mapToInt(state -> state.database().token()).max().orElse(0));
  }

  private static <T> Set<T> met(Collection<State> states, Function<State, Stream<T>> what) {
    return states.stream().flatMap(what).collect(Collectors.toSet());
  }
}

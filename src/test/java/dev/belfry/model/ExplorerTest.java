package dev.belfry.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExplorerTest {

  /**
   * A clock of twelve hours that is moved by one or by three, or back to nought: that is trouble.
   *
   * @param broken the hour that must not be
   * @param goal the hour at which it may rest
   * @param trap the hour from which only trouble leads on; -1 for none
   */
  private record Clock(int broken, int goal, int trap) implements Machine<Integer> {
    @Override
    public Integer start() {
      return 0;
    }

    @Override
    public List<Step<Integer>> steps(Integer from) {
      List<Step<Integer>> steps = new ArrayList<>();
      steps.add(new Step<>(() -> "reset", /* isTrouble= */ true, 0));
      if (from != trap) {
        steps.add(new Step<>(() -> "one on", /* isTrouble= */ false, (from + 1) % 12));
        steps.add(new Step<>(() -> "three on", /* isTrouble= */ false, (from + 3) % 12));
      }
      return steps;
    }

    @Override
    public Optional<String> broken(Integer state) {
      return Optional.of("never " + broken).filter(promise -> state == broken);
    }

    @Override
    public Optional<String> broken(Integer from, Integer to) {
      return Optional.empty();
    }

    @Override
    public boolean isGoodEnd(Integer state) {
      return state == goal;
    }
  }

  @Test
  void every_state_is_met_once() {
    Exploration<Integer> explored = Explorer.explore(new Clock(/* broken= */ 99, 6, -1));

    assertThat(explored.broken()).isEmpty();
    assertThat(explored.states()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(explored.steps()).isEqualTo(36);
    assertThat(explored.depth()).isEqualTo(5);
  }

  @Test
  void the_story_is_the_shortest_that_there_is() {
    Counterexample found =
        Explorer.explore(new Clock(/* broken= */ 7, 6, -1)).broken().orElseThrow();

    assertThat(found.promise()).isEqualTo("never 7");
    assertThat(found.story()).containsExactlyInAnyOrder("three on", "three on", "one on");
  }

  @Test
  void a_state_that_only_trouble_leads_out_of_is_found() {
    Counterexample found =
        Explorer.explore(new Clock(/* broken= */ 99, 6, /* trap= */ 4)).broken().orElseThrow();

    assertThat(found.promise()).isEqualTo(Explorer.RECOVERS);
    assertThat(found.story())
        .hasSize(3)
        .last()
        .isEqualTo("From here on nothing leads to an end: 4");
  }

  @Test
  void what_recovers_on_every_way_is_not_called_stuck() {
    assertThat(Explorer.explore(new Clock(/* broken= */ 99, /* goal= */ 4, 4)).broken()).isEmpty();
  }
}

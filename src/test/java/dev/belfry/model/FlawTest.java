package dev.belfry.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Leaves out one rule at a time, and sees which promise falls with it, and how. */
final class FlawTest {
  private static final int TROUBLES = 2;

  /**
   * What comes of a flaw.
   *
   * @param promise the one that it breaks
   * @param turn a sentence of the shortest story
   * @param troubles how many failures it takes at the most
   */
  private record Case(Flaw flaw, Setting setting, String promise, String turn, int troubles) {
    Case(Flaw flaw, Setting setting, String promise, String turn) {
      this(flaw, setting, promise, turn, TROUBLES);
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            Flaw.WRITES_AFTER_THE_CALL,
            Setting.NO_KEY,
            Promises.ONCE,
            "Node B puts back what was claimed and not begun"),
        new Case(
            Flaw.SENDS_AGAIN_WITHOUT_LOOKING,
            Setting.NO_KEY,
            Promises.ONCE,
            "The network accepts part 1 as id 2 and answers"),
        new Case(
            Flaw.OPENS_ON_AN_OLD_LEASE,
            Setting.KEY,
            Promises.COMPLETE,
            "The lease runs out, while its node is frozen"),
        new Case(
            Flaw.OPENS_BESIDE_ANOTHER,
            Setting.NO_KEY,
            Promises.COMPLETE,
            "Node A writes down an attempt at part 1, but does not hear that it is committed"),
        new Case(
            Flaw.DROPS_LATE_SUCCESS,
            Setting.KEY,
            Promises.KEPT,
            "Node A records what came of part 1: live as id 1"),
        new Case(
            Flaw.REFUSED_STAYS_REFUSED,
            Setting.KEY,
            Promises.KEPT,
            "A late request for part 1 arrives at the network",
            /* troubles= */ 3),
        new Case(
            Flaw.LEAVES_FINISHED_CLAIMED,
            Setting.KEY,
            Explorer.RECOVERS,
            "Node A records what came of part 2: live as id 2"),
        new Case(
            Flaw.ENDS_OVER_AN_OPEN_ATTEMPT,
            Setting.KEY,
            Promises.COMPLETE,
            "Node B writes down an attempt at part 2"),
        new Case(
            Flaw.GOES_ON_IN_DOUBT,
            Setting.KEY,
            Promises.COMPLETE,
            "Node B records what came of part 1: no telling"),
        new Case(
            Flaw.FAILS_IN_DOUBT,
            Setting.KEY,
            Promises.TOLD,
            "Node B is refused for good, or gives up after too many refusals"),
        new Case(
            Flaw.GIVES_UP_AT_ONCE,
            Setting.KEY,
            Promises.TOLD,
            "Node B records what it saw of attempt 1: still not there"),
        new Case(
            Flaw.BELIEVES_AN_OLD_LOOK,
            Setting.KEY,
            Promises.TOLD,
            "Node A records what it saw of attempt 1: not sent",
            /* troubles= */ 3),
        new Case(
            Flaw.FOLLOWS_ITS_OWN_COPY,
            Setting.NO_KEY_RESEND,
            Promises.IN_ORDER,
            "Node B records what came of part 1: live as id 2, and writes down an attempt at the"
                + " next"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_rule_that_is_left_out_breaks_a_promise(Case each) {
    Counterexample found = counterexample(each.flaw(), each.setting(), each.troubles());

    assertThat(found.promise()).as("%s", found).isEqualTo(each.promise());
    assertThat(found.story()).contains(each.turn());
  }

  @Test
  void every_flaw_is_shown() {
    assertThat(Stream.concat(Stream.of(Flaw.NONE), cases().map(Case::flaw)))
        .containsExactlyInAnyOrder(Flaw.values());
  }

  @Test
  void a_story_is_told_in_words_and_numbered() {
    assertThat(counterexample(Flaw.WRITES_AFTER_THE_CALL, Setting.NO_KEY, TROUBLES))
        .hasToString(
            """
            Broken: no part is live twice
              1. Node A takes the lease, with token 1
              2. Node A claims the delivery
              3. Node A sends part 1 without a word in the database
              4. The lease runs out, while its node is frozen
              5. Node B takes the lease, with token 2
              6. Node B puts back what was claimed and not begun
              7. Node B claims the delivery
              8. Node B sends part 1 without a word in the database
              9. The network accepts part 1 as id 1 and answers
             10. The network accepts part 1 as id 2 and answers
            """);
  }

  private static Counterexample counterexample(Flaw flaw, Setting setting, int troubles) {
    return Explorer.explore(new Protocol(new Rules(setting, flaw), troubles))
        .broken()
        .orElseThrow(() -> new AssertionError(flaw + " does no harm"));
  }
}

package dev.belfry.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.model.Node.Stage;
import dev.belfry.post.DeliveryState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Goes through everything that may happen to a thread of two parts in the hands of two nodes. */
final class ProtocolTest {
  private static final Map<Setting, Survey> SURVEYS = new EnumMap<>(Setting.class);

  @BeforeAll
  static void explore() {
    SURVEYS.put(Setting.KEY, Survey.of(Setting.KEY, 3));
    SURVEYS.put(Setting.NO_KEY, Survey.of(Setting.NO_KEY, 3));
    SURVEYS.put(Setting.NO_KEY_PERSON_DECIDES, Survey.of(Setting.NO_KEY_PERSON_DECIDES, 2));
    SURVEYS.put(Setting.NO_KEY_RESEND, Survey.of(Setting.NO_KEY_RESEND, 2));
  }

  @ParameterizedTest
  @EnumSource
  void every_promise_is_kept_whatever_fails(Setting setting) {
    assertThat(survey(setting).verdict()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_part_is_live_twice_only_where_somebody_said_rather_twice_than_late(Setting setting) {
    if (setting.mayDouble()) {
      assertThat(survey(setting).mostCopies()).isGreaterThan(1);
    } else {
      assertThat(survey(setting).mostCopies()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everything_that_the_model_speaks_of_comes_to_pass(Setting setting) {
    Survey survey = survey(setting);

    assertThat(survey.deliveries())
        .containsExactlyInAnyOrder(
            DeliveryState.SCHEDULED,
            DeliveryState.CLAIMED,
            DeliveryState.UNCONFIRMED,
            DeliveryState.PUBLISHED,
            DeliveryState.FAILED);
    assertThat(survey.stages()).containsExactlyInAnyOrder(Stage.values());
    assertThat(survey.outcomes()).containsExactlyInAnyOrderElementsOf(inHand(setting));
    assertThat(survey.attempts()).containsExactlyInAnyOrderElementsOf(possible(setting));
  }

  /** Where what is not seen stays in doubt, nothing is given up; a person has no node's hand. */
  private static EnumSet<Outcome> inHand(Setting setting) {
    return setting.sendsAgainWhenAbsent()
        ? EnumSet.allOf(Outcome.class)
        : EnumSet.complementOf(EnumSet.of(Outcome.GIVEN_UP));
  }

  /** Who never takes what is not seen for absent never tries a second time beside the first. */
  private static EnumSet<Status> possible(Setting setting) {
    return setting == Setting.NO_KEY
        ? EnumSet.complementOf(EnumSet.of(Status.ABSENT, Status.REPEATED))
        : EnumSet.allOf(Status.class);
  }

  @ParameterizedTest
  @EnumSource
  void no_exploration_is_cut_short_by_the_number_of_leases(Setting setting) {
    assertThat(survey(setting).mostLeases()).isLessThan(NodeSteps.MOST_LEASES);
  }

  @Test
  void the_page_tells_how_much_was_gone_through() throws IOException {
    String page = Files.readString(Path.of("docs", "model.md"));

    assertThat(SURVEYS.values()).allSatisfy(survey -> assertThat(page).contains(survey.row()));
  }

  /** Half a minute, and some 300 MB. */
  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"NO_KEY, 4", "NO_KEY_RESEND, 3"})
  void every_promise_is_kept_with_one_failure_more(Setting setting, int troubles)
      throws IOException {
    Survey survey = Survey.of(setting, troubles);

    assertThat(survey.verdict()).isEmpty();
    assertThat(survey.mostLeases()).isLessThan(NodeSteps.MOST_LEASES);
    assertThat(Files.readString(Path.of("docs", "model.md"))).contains(survey.row());
  }

  private static Survey survey(Setting setting) {
    return requireNonNull(SURVEYS.get(setting));
  }
}

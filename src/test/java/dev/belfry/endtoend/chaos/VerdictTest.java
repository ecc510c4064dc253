package dev.belfry.endtoend.chaos;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What only all stories together tell. */
final class VerdictTest {
  private static final Story WELL = Told.well().story();

  @Test
  void what_went_well_is_let_through() {
    new Verdict(List.of(WELL), WELL.live()).everythingHolds();
  }

  /** It did no harm this time, so the story holds together: but nobody could have known. */
  @Test
  void a_part_that_was_sent_again_on_a_look_where_there_are_no_keys_is_caught() {
    Story story =
        Told.queued()
            .attempted(1, 1)
            .row(1, 1, "absent")
            .told("unconfirmed", 1, 1)
            .told("resolved", 1, 1)
            .attempted(1, 2)
            .live(1, Told.id(1), null)
            .posted(1, 2)
            .sent(2)
            .story();

    assertCaught("absent", List.of(story), story.live());
  }

  @Test
  void what_nobody_planned_is_caught() {
    List<Shown> live = new ArrayList<>(WELL.live());
    live.add(new Shown("x:ringer", "107", "Nobody rang", null));

    assertCaught("Nobody rang", List.of(WELL), live);
  }

  @Test
  void what_is_live_on_the_wrong_account_is_caught() {
    List<Shown> live =
        WELL.live().stream()
            .map(post -> new Shown("x:other", post.id(), post.text(), post.parent()))
            .toList();
    Story story =
        new Story(
            WELL.planned(), WELL.state(), WELL.reason(), WELL.attempts(), WELL.events(), live);

    assertCaught("x:other", List.of(story), live);
  }

  private static void assertCaught(String what, List<Story> stories, List<Shown> live) {
    assertThatThrownBy(() -> new Verdict(stories, live).everythingHolds())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(what);
  }
}

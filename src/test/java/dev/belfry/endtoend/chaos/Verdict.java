package dev.belfry.endtoend.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold of all stories together. */
final class Verdict {
  private final List<Story> stories;
  private final List<Shown> live;

  Verdict(List<Story> stories, List<Shown> live) {
    this.stories = stories;
    this.live = live;
  }

  void everythingHolds() {
    assertThat(stories.stream().flatMap(story -> JudgeStory.faultsOf(story).stream()))
        .as("what can't be")
        .isEmpty();
    nothingIsDoubledOrMadeUp();
    nothingIsSentAgainOnALook();
    assertThat(stories).filteredOn(Verdict::isKeyed).allSatisfy(Verdict::everyPartIsOut);
  }

  private void nothingIsDoubledOrMadeUp() {
    Set<String> planned =
        stories.stream()
            .flatMap(story -> story.planned().parts().stream())
            .collect(Collectors.toSet());
    assertThat(live).extracting(Shown::text).doesNotHaveDuplicates().isSubsetOf(planned);
    assertThat(stories)
        .allSatisfy(
            story ->
                assertThat(story.live())
                    .allSatisfy(
                        post -> assertThat(post.account()).isEqualTo(story.planned().account())));
  }

  /**
   * Where no key guards against doubles, and nobody has decided anything, what was in doubt once is
   * never sent again: also where it would have done no harm this time.
   */
  private void nothingIsSentAgainOnALook() {
    assertThat(stories)
        .filteredOn(story -> !isKeyed(story))
        .allSatisfy(
            story ->
                assertThat(story.attempts())
                    .as("%s", story)
                    .extracting(Story.Try::outcome)
                    .doesNotContain("absent", "repeated"));
  }

  private static boolean isKeyed(Story story) {
    return Receivers.hasKeys(story.planned().account());
  }

  /**
   * Where keys guard against doubles, doubt ends by itself, and what was refused was sent again.
   */
  private static void everyPartIsOut(Story story) {
    assertThat(story.state()).as("%s, %s", story, story.reason()).isEqualTo("published");
    assertThat(story.live()).as("%s", story).hasSameSizeAs(story.planned().parts());
  }
}

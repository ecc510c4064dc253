package dev.belfry.endtoend.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.testing.network.Accepted;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold of all stories together. */
final class Verdict {
  private final List<Story> stories;
  private final List<Accepted> live;

  Verdict(List<Story> stories, List<Accepted> live) {
    this.stories = stories;
    this.live = live;
  }

  void everythingHolds() {
    assertThat(stories.stream().flatMap(story -> JudgeStory.faultsOf(story).stream()))
        .as("what can't be")
        .isEmpty();
    nothingIsDoubledOrMadeUp();
    assertThat(stories).filteredOn(story -> keyed(story)).allSatisfy(Verdict::isOutOrRefused);
  }

  private void nothingIsDoubledOrMadeUp() {
    Set<String> planned =
        stories.stream()
            .flatMap(story -> story.planned().parts().stream())
            .collect(Collectors.toSet());
    assertThat(live).extracting(Accepted::text).doesNotHaveDuplicates().isSubsetOf(planned);
    stories.forEach(
        story ->
            assertThat(story.live())
                .extracting(Accepted::account)
                .containsOnly(story.live().isEmpty() ? new String[0] : account(story)));
  }

  private static String[] account(Story story) {
    return new String[] {story.planned().account()};
  }

  private static boolean keyed(Story story) {
    return ThreeNetworks.hasKeys(story.planned().account());
  }

  /** Where keys guard against doubles, doubt ends by itself. */
  private static void isOutOrRefused(Story story) {
    if (story.state().equals("failed")) {
      assertThat(story.named("failed")).last().asString().contains("nobody wants to read this");
    } else {
      assertThat(story.state()).as("%s", story).isEqualTo("published");
      assertThat(story.live()).as("%s", story).hasSameSizeAs(story.planned().parts());
    }
  }
}

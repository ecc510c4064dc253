package dev.belfry.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.Attachment;
import dev.belfry.post.Language;
import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.Presentation;
import dev.belfry.post.Visibility;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CaveatsTest {
  private static final Map<Network, String> QUOTE =
      Map.of(Network.X, "https://x.com/ann/status/18");

  @Test
  void a_plain_post_surprises_nobody() {
    Post post = new Post(List.of(Part.of("Ding")));

    assertThat(Caveats.of(post, List.of(Network.values()))).isEmpty();
  }

  @Test
  void what_a_network_does_not_know_is_said_of_it() {
    Post post = post(new Presentation(QUOTE, Visibility.DIRECT, new Language("de"), "Loud bells"));

    assertThat(Caveats.of(post, Network.X))
        .containsExactly(
            "everybody sees it on X, which has no visibility \"direct\"",
            "X shows no content warning before it");
    assertThat(Caveats.of(post, Network.BLUESKY))
        .containsExactly(
            "nothing is quoted on Bluesky: the quoted post is on X",
            "everybody sees it on Bluesky, which has no visibility \"direct\"",
            "Bluesky shows no content warning before it");
    assertThat(Caveats.of(post, Network.MASTODON))
        .containsExactly("nothing is quoted on Mastodon: the quoted post is on X");
  }

  @Test
  void that_a_post_on_mastodon_can_not_be_quoted_yet_is_said() {
    Map<Network, String> quote = Map.of(Network.MASTODON, "https://example.social/@ann/113");
    Post post = post(new Presentation(quote, null, null, null));

    assertThat(Caveats.of(post, Network.MASTODON))
        .containsExactly("nothing is quoted on Mastodon, where Belfry can't quote yet");
  }

  @Test
  void that_x_leaves_out_the_alt_text_of_a_video_is_said() {
    Media video =
        new Media("ab", MediaType.MP4, 640, 480, false, Duration.ofSeconds(9), /* size= */ 1_000);
    Post described = new Post(List.of(new Part("Ding", List.of(new Attachment(video, "A bell")))));
    Post plain = new Post(List.of(new Part("Ding", List.of(new Attachment(video, "")))));

    assertThat(Caveats.of(described, Network.X))
        .containsExactly("X shows no alt text of a video, so what it says is left out there");
    assertThat(Caveats.of(described, List.of(Network.BLUESKY, Network.MASTODON))).isEmpty();
    assertThat(Caveats.of(plain, Network.X)).isEmpty();
  }

  @Test
  void that_everybody_sees_it_is_what_public_means() {
    Post post = post(new Presentation(Map.of(), Visibility.PUBLIC, null, null));

    assertThat(Caveats.of(post, List.of(Network.values()))).isEmpty();
  }

  @Test
  void a_text_that_nobody_gets_is_said() {
    Post post = worded(Map.of(Network.X, "On X", Network.BLUESKY, "On Bluesky"));

    assertThat(Caveats.of(post, List.of(Network.X)))
        .containsExactly("there is a text for Bluesky, and the post goes to no account there");
    assertThat(Caveats.of(post, List.of())).isEmpty();
  }

  @Test
  void a_text_for_a_network_that_is_the_one_for_all_is_said() {
    assertThat(Caveats.of(worded(Map.of(Network.X, "two")), Network.X))
        .containsExactly("the text for X of part 2 is the one that all get");
  }

  private static Post post(Presentation presentation) {
    return new Post(List.of(Part.of("Ding")), presentation);
  }

  private static Post worded(Map<Network, String> wording) {
    return new Post(List.of(Part.of("one"), new Part("two", wording, List.of())));
  }
}

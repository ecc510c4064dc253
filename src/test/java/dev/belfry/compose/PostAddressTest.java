package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.Network;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PostAddressTest {

  @ParameterizedTest
  @CsvSource({
    "https://x.com/ann/status/1860000000000000000, X, x.com, ann, 1860000000000000000",
    "https://mobile.twitter.com/ann/status/18/photo/1?s=20, X, x.com, ann, 18",
    "https://x.com/i/web/status/18, X, x.com, i/web, 18",
    "https://bsky.app/profile/ann.example/post/3kabc, BLUESKY, bsky.app, ann.example, 3kabc",
    "https://bsky.app/profile/did:plc:abc/post/3kabc#x, BLUESKY, bsky.app, did:plc:abc, 3kabc",
    "at://did:plc:abc/app.bsky.feed.post/3kabc, BLUESKY, bsky.app, did:plc:abc, 3kabc",
    "https://Example.social/@ann/113, MASTODON, example.social, ann, 113",
    "https://example.social:3000/@ann/113/, MASTODON, example.social:3000, ann, 113",
    "https://example.social/@bob@other.example/113, MASTODON, example.social, bob@other.example,"
        + " 113",
    "https://example.social/users/ann/statuses/113, MASTODON, example.social, ann, 113",
    "https://example.social/deck/@ann/113, MASTODON, example.social, ann, 113"
  })
  void the_address_of_a_post_tells_whose_it_is(
      String url, Network network, String host, String author, String id) {
    assertThat(PostAddress.of(url)).contains(new PostAddress(network, host, author, id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x.com/ann/status/18",
        "https://x.com/ann",
        "https://x.com/ann/status/",
        "https://bsky.app/profile/ann.example",
        "at://did:plc:abc/app.bsky.feed.like/3kabc",
        "https://example.social/@ann",
        "https://example.org/2026/12/bells",
        "https://www.youtube.com/@ann/videos",
        "https://example.social/@ann/113 and more"
      })
  void any_other_address_is_of_no_post(String url) {
    assertThat(PostAddress.of(url)).isEmpty();
  }
}

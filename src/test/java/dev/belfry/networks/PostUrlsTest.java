package dev.belfry.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.post.AccountName;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.NotPossible;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.OpenAttempt.Doubt;
import dev.belfry.publish.Outcome.Posted;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as people copy them from a browser or an app, and those of somebody else's posts. */
final class PostUrlsTest {
  private static final String KEY = "3lbvkq2f4yk2a";

  private final Networks networks = new Networks();

  @ParameterizedTest
  @CsvSource({
    "x:ann, https://x.com/ann/status/1860000000000000000",
    "x:ann, https://twitter.com/Ann/status/1860000000000000000?s=20&t=abc",
    "x:ann, ' http://mobile.twitter.com/ann/statuses/1860000000000000000/photo/1#m '",
    "mastodon:ann@a.example, https://a.example/@ann/1860000000000000000",
    "mastodon:ann@a.example, https://A.example/@Ann/1860000000000000000?x=1",
    "mastodon:ann@a.example, https://a.example/users/ann/statuses/1860000000000000000",
  })
  void the_id_is_read_from_an_address(String account, String url) {
    assertThat(read(account, url).remoteId()).isEqualTo("1860000000000000000");
    assertThat(read(account, url).cid()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "x:ann, https://x.com/bob/status/1860000000000000000",
    "x:ann, https://x.com.example/ann/status/1860000000000000000",
    "x:ann, https://x.com/ann/status/one",
    "x:ann, https://x.com/ann",
    "x:ann, 1860000000000000000",
    "mastodon:ann@a.example, https://b.example/@ann/1",
    "mastodon:ann@a.example, https://a.example/@bob/1",
    "mastodon:ann@a.example, https://a.example/@ann@b.example/1",
    "mastodon:ann@a.example, https://a.example/users/bob/statuses/1",
    "bluesky:ann.example, https://x.com/ann/status/1",
    "dry-run:x:ann, https://x.com/ann/status/1",
  })
  void what_is_no_address_of_the_accounts_posts_is_refused_with_one_that_is(
      String account, String url) {
    assertThatThrownBy(() -> read(account, url))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("\"" + url + "\" is not the address of a post of " + account)
        .hasMessageContaining("; one looks like ");
  }

  @ParameterizedTest
  @CsvSource({
    "https://bsky.app/profile/ann.example/post/3lbvkq2f4yk2a, ann.example",
    "https://bsky.app/profile/did:plc:abc123/post/3lbvkq2f4yk2a?ref=x, did:plc:abc123",
    "at://did:plc:abc123/app.bsky.feed.post/3lbvkq2f4yk2a, did:plc:abc123",
  })
  void a_record_on_bluesky_is_found_under_the_key_that_belfry_gave_it(String url, String repo) {
    Posted posted = read("bluesky:ann.example", url);

    assertThat(posted.remoteId()).isEqualTo("at://" + repo + "/app.bsky.feed.post/" + KEY);
    assertThat(posted.url()).isEqualTo("https://bsky.app/profile/ann.example/post/" + KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://bsky.app/profile/ann.example/post/3lbvkq2f4yk2b",
        "https://bsky.app/profile/bob.example/post/3lbvkq2f4yk2a",
      })
  void another_record_on_bluesky_is_not_the_one_in_doubt(String url) {
    assertThatThrownBy(() -> read("bluesky:ann.example", url))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("is another post; the one in doubt is at https://bsky.app/profile/");
  }

  @Test
  void a_part_on_bluesky_that_another_follows_needs_more_than_its_address() {
    OpenAttempt first = attempt("bluesky:ann.example", /* isLast= */ false);

    assertThatThrownBy(
            () ->
                networks
                    .urls(first.account())
                    .read(first, "https://bsky.app/profile/ann.example/post/" + KEY))
        .isInstanceOf(NotPossible.class)
        .hasMessageContaining("part 2 follows, and needs the hash of this one");
  }

  @Test
  void a_dry_run_is_live_where_its_node_would_have_said() {
    assertThat(read("dry-run:x:ann", "dry-run://x/ann/7-1").remoteId()).isEqualTo("7-1");
    Posted bluesky = read("dry-run:bluesky:ann.example", "dry-run://bluesky/ann.example/7-1");
    assertThat(bluesky.remoteId()).isEqualTo("at://ann.example/app.bsky.feed.post/" + KEY);
    assertThat(bluesky.cid()).startsWith("dry-run-");
  }

  private Posted read(String account, String url) {
    OpenAttempt attempt = attempt(account, /* isLast= */ true);
    return networks.urls(attempt.account()).read(attempt, url);
  }

  private static OpenAttempt attempt(String account, boolean isLast) {
    return new OpenAttempt(
        /* delivery= */ 7,
        /* position= */ 1,
        /* through= */ 1,
        /* number= */ 1,
        isLast,
        /* failures= */ 0,
        /* token= */ 1,
        AccountName.parse(account),
        "{}",
        KEY,
        Instant.EPOCH,
        Doubt.NEW);
  }
}

package dev.belfry.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.account.Credential;
import dev.belfry.post.AccountName;
import dev.belfry.post.InvalidInput;
import dev.belfry.publish.LivePart;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.OpenAttempt.Doubt;
import dev.belfry.publish.Outcome.Posted;
import dev.belfry.testing.KeptCredentials;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as people copy them from a browser or an app, and those of somebody else's posts. */
final class PostUrlsTest {
  private static final String KEY = "3lbvkq2f4yk2a";
  private static final String DID = "did:plc:abc123";
  private static final String ALONE =
      "{\"repo\":\"%s\",\"rkey\":\"%s\",\"record\":{\"text\":\"one\"}}".formatted(DID, KEY);
  private static final String TOGETHER =
      """
      {"repo": "did:plc:abc123", "writes": [
        {"rkey": "3lbvkq2f4yk2a", "value": {"text": "one"}},
        {"rkey": "3lbvkq2f4yk2b", "value": {"text": "two"}}]}
      """;

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
  @ValueSource(
      strings = {
        "https://social.a.example/@ann/113000000000000000",
        "https://Social.A.example/users/ann/statuses/113000000000000000",
        "https://a.example/@ann/113000000000000000",
      })
  void an_instance_may_run_elsewhere_than_at_the_domain_it_is_named_after(String url) {
    assertThat(onSocial(url).remoteId()).isEqualTo("113000000000000000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://b.example/@ann/113000000000000000",
        "https://social.a.example/@bob/113000000000000000",
        "https://social.a.example/@ann@a.example/113000000000000000",
      })
  void and_other_addresses_are_no_more_the_accounts_than_before(String url) {
    assertThatThrownBy(() -> onSocial(url))
        .isInstanceOf(InvalidInput.class)
        .hasMessageEndingWith("one looks like https://social.a.example/@ann/113000000000000000");
  }

  @ParameterizedTest
  @CsvSource({
    "https://bsky.app/profile/ann.example/post/3lbvkq2f4yk2a",
    "https://bsky.app/profile/did:plc:abc123/post/3lbvkq2f4yk2a?ref=x",
    "at://did:plc:abc123/app.bsky.feed.post/3lbvkq2f4yk2a",
  })
  void a_record_on_bluesky_is_found_under_the_key_that_belfry_gave_it(String url) {
    Posted posted = read("bluesky:ann.example", url);

    assertThat(posted.remoteId()).isEqualTo("at://" + DID + "/app.bsky.feed.post/" + KEY);
    assertThat(posted.url()).isEqualTo("https://bsky.app/profile/ann.example/post/" + KEY);
    assertThat(posted.cid()).startsWith("bafyrei");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://bsky.app/profile/ann.example/post/3lbvkq2f4yk2b",
        "https://bsky.app/profile/bob.example/post/3lbvkq2f4yk2a",
        "at://did:plc:other/app.bsky.feed.post/3lbvkq2f4yk2a",
      })
  void another_record_on_bluesky_is_not_the_one_in_doubt(String url) {
    assertThatThrownBy(() -> read("bluesky:ann.example", url))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("is another post; the one in doubt is at https://bsky.app/profile/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3lbvkq2f4yk2a", "3lbvkq2f4yk2b"})
  void the_address_of_any_part_tells_that_the_whole_request_is_live(String key) {
    OpenAttempt thread = attempt("bluesky:ann.example", TOGETHER, /* through= */ 2);
    Posted posted =
        networks
            .urls(thread.account())
            .read(thread, "https://bsky.app/profile/ann.example/post/" + key);

    assertThat(posted.remoteId()).endsWith("/" + KEY);
    assertThat(posted.further())
        .singleElement()
        .satisfies(
            part -> {
              assertThat(part.remoteId()).endsWith("/3lbvkq2f4yk2b");
              assertThat(part.cid()).startsWith("bafyrei").isNotEqualTo(posted.cid());
              assertThat(part.url()).endsWith("/post/3lbvkq2f4yk2b");
            });
  }

  @Test
  void a_rehearsed_thread_is_live_where_any_of_its_parts_is() {
    OpenAttempt thread = attempt("dry-run:bluesky:ann.example", TOGETHER, /* through= */ 2);
    Posted posted =
        networks.urls(thread.account()).read(thread, "dry-run://bluesky/ann.example/7-2");

    assertThat(posted.url()).isEqualTo("dry-run://bluesky/ann.example/7-1");
    assertThat(posted.further())
        .extracting(LivePart::url)
        .containsExactly("dry-run://bluesky/ann.example/7-2");
  }

  @Test
  void a_dry_run_is_live_where_its_node_would_have_said() {
    assertThat(read("dry-run:x:ann", "dry-run://x/ann/7-1").remoteId()).isEqualTo("7-1");
    Posted bluesky = read("dry-run:bluesky:ann.example", "dry-run://bluesky/ann.example/7-1");
    assertThat(bluesky.remoteId()).isEqualTo("at://" + DID + "/app.bsky.feed.post/" + KEY);
    assertThat(bluesky.cid()).startsWith("bafyrei");
  }

  private Posted read(String account, String url) {
    OpenAttempt attempt = attempt(account, ALONE, /* through= */ 1);
    return networks.urls(attempt.account()).read(attempt, url);
  }

  /** Of an account whose log-in is for another host than its name's. */
  private static Posted onSocial(String url) {
    AccountName ann = AccountName.parse("mastodon:ann@a.example");
    URI server = URI.create("https://social.a.example");
    KeptCredentials credentials = new KeptCredentials();
    credentials.keep(new Credential(ann, "mastodon", server, "1", "{}", /* expiresAt= */ null));
    NetworkTools tools =
        new NetworkTools(
            credentials, none -> InputStream.nullInputStream(), InstantSource.fixed(Instant.EPOCH));
    OpenAttempt attempt = attempt(ann.toString(), ALONE, /* through= */ 1);
    return new Networks(tools).urls(ann).read(attempt, url);
  }

  private static OpenAttempt attempt(String account, String body, int through) {
    return new OpenAttempt(
        /* delivery= */ 7,
        /* position= */ 1,
        through,
        /* number= */ 1,
        /* isLast= */ true,
        /* failures= */ 0,
        /* token= */ 1,
        AccountName.parse(account),
        body,
        KEY,
        Instant.EPOCH,
        Doubt.NEW,
        /* absent= */ null);
  }
}

package dev.belfry.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.belfry.account.Account;
import dev.belfry.account.AccountSettings;
import dev.belfry.networks.bluesky.BlueskyFixture;
import dev.belfry.post.Attachment;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.Presentation;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.LivePart;
import dev.belfry.publish.Look;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Preparation;
import dev.belfry.publish.Request;
import dev.belfry.testing.KeptCredentials;
import dev.belfry.testing.Pictures;
import dev.belfry.testing.SettableClock;
import dev.belfry.testing.network.Asked;
import dev.belfry.testing.network.Behaviour;
import dev.belfry.testing.network.FakeApi.Live;
import dev.belfry.testing.network.FakePds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is Bluesky's own, besides what every network's publisher does. */
final class BlueskyPublisherTest {
  private static final Post SINGLE = new Post(List.of(Part.of("one")));
  private static final Post THREAD =
      new Post(List.of(Part.of("one"), Part.of("two"), Part.of("three")));

  private final FakePds pds = FakePds.start();
  private final Pictures pictures = new Pictures();
  private final KeptCredentials credentials = new KeptCredentials();
  private final SettableClock clock = new SettableClock(Instant.now());
  private final Networks networks = new Networks(new NetworkTools(credentials, pictures, clock));

  @BeforeEach
  void logIn() {
    credentials.keep(BlueskyFixture.credential(pds));
  }

  @AfterEach
  void stop() {
    pds.close();
  }

  @Test
  void a_thread_is_live_by_one_request() {
    ReleaseByHand release = release(THREAD);
    Outcome outcome = release.sendNext();

    assertThat(outcome)
        .asInstanceOf(type(Outcome.Posted.class))
        .satisfies(
            posted ->
                assertThat(posted.further())
                    .extracting(LivePart::cid)
                    .allMatch(cid -> cid != null && cid.startsWith("bafyrei")));
    assertThat(asked("applyWrites")).hasSize(1);
    assertThat(asked("putRecord")).isEmpty();
    assertThat(pds.live()).hasSize(3);
  }

  @Test
  void a_thread_that_went_out_twice_is_there_once_and_found_whole() {
    ReleaseByHand release = release(THREAD);
    Attempt attempt = prepared(release);
    pds.posts().then(Behaviour.DONE_AND_500);

    assertThat(release.send(attempt)).isInstanceOf(Outcome.Unconfirmed.class);
    // A look that came too early saw nothing: the same request goes out once more, and breaks.
    Attempt again = release.open();
    assertThat(again.request()).isEqualTo(attempt.request());
    assertThat(release.send(again)).isInstanceOf(Outcome.Unconfirmed.class);

    assertThat(release.look(again))
        .asInstanceOf(type(Look.Found.class))
        .satisfies(found -> assertThat(found.posted().further()).hasSize(2));
    assertThat(pds.live()).extracting(Live::text).containsExactly("one", "two", "three");
    assertThat(release.isOver()).isTrue();
  }

  @Test
  void a_thread_with_one_bad_part_is_not_there_at_all() {
    Post post = new Post(List.of(Part.of("one"), Part.of("x".repeat(301))));

    assertThat(release(post).sendNext())
        .asInstanceOf(type(Outcome.Refused.class))
        .satisfies(refused -> assertThat(refused.words()).contains("text too long"));
    assertThat(pds.live()).isEmpty();
  }

  @Test
  void images_that_the_server_has_forgotten_are_brought_again_for_the_next_try() {
    Attachment bell = pictures.draw("A bell", 16);
    ReleaseByHand release = release(new Post(List.of(new Part("Look", List.of(bell)))));
    Attempt attempt = prepared(release);
    pds.forgetFiles();

    assertThat(release.send(attempt))
        .asInstanceOf(type(Outcome.Refused.class))
        .satisfies(refused -> assertThat(refused.retryable()).isTrue());
    Attempt again = release.open();
    assertThat(again.request()).isEqualTo(attempt.request());
    assertThat(release.send(again)).isInstanceOf(Outcome.Posted.class);
  }

  @Test
  void an_image_that_is_on_several_parts_is_uploaded_once() {
    Attachment bell = pictures.draw("A bell", 16);
    Part part = new Part("Look", List.of(bell));
    Outcome outcome = release(new Post(List.of(part, part))).sendNext();

    assertThat(outcome).isInstanceOf(Outcome.Posted.class);
    assertThat(asked("uploadBlob"))
        .singleElement()
        .satisfies(
            upload -> assertThat(upload.headers()).containsEntry("content-type", "image/png"));
  }

  @Test
  void what_is_under_another_posts_key_is_left_to_a_person() {
    ReleaseByHand release = release(SINGLE);
    Attempt attempt = prepared(release);
    pds.posts().then(Behaviour.DONE_AND_DROPPED);
    assertThat(release.send(attempt)).isInstanceOf(Outcome.Unconfirmed.class);
    Attempt other =
        new Attempt(
            attempt.claim(),
            1,
            new Request(
                attempt.request().body().replace("\"one\"", "\"two\""),
                attempt.request().correlation()));

    assertThat(release.send(other)).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(release.look(other))
        .asInstanceOf(type(Look.Unknown.class))
        .satisfies(look -> assertThat(look.words()).contains("another post is where this one"));
    assertThat(pds.live()).extracting(Live::text).containsExactly("one");
  }

  @Test
  void a_server_that_stored_something_else_is_not_believed() {
    pds.mistakeNextParent();

    assertThat(release(SINGLE).sendNext())
        .asInstanceOf(type(Outcome.Unconfirmed.class))
        .satisfies(doubt -> assertThat(doubt.words()).contains("stored something else"));
  }

  @Test
  void a_session_that_is_over_holds_the_account_and_says_what_to_type() {
    ReleaseByHand release = release(SINGLE);
    Attempt attempt = prepared(release);
    pds.revokeSessions();

    assertThat(release.send(attempt))
        .asInstanceOf(type(Outcome.AccountRefused.class))
        .satisfies(
            refused ->
                assertThat(refused.words())
                    .contains("Token has been revoked")
                    .endsWith("log in again: belfry account login " + BlueskyFixture.ANN));
    assertThat(pds.live()).isEmpty();
  }

  @Test
  void a_post_that_is_quoted_is_named_by_its_address_and_hash() {
    ReleaseByHand first = release(SINGLE);
    assertThat(first.sendNext()).isInstanceOf(Outcome.Posted.class);
    String uri = first.sent().get(0).remoteId();
    String url =
        "https://bsky.app/profile/%s/post/%s"
            .formatted(FakePds.HANDLE, uri.substring(uri.lastIndexOf('/') + 1));
    clock.tick(Duration.ofSeconds(1));

    assertThat(release(quoting(url)).sendNext()).isInstanceOf(Outcome.Posted.class);
    assertThat(pds.records().values())
        .filteredOn(record -> record.has("embed"))
        .singleElement()
        .satisfies(record -> assertThat(record.at("/embed/record/uri").asString()).isEqualTo(uri))
        .satisfies(
            record ->
                assertThat(record.at("/embed/record/cid").asString())
                    .isEqualTo(first.sent().get(0).cid()));
  }

  @Test
  void a_post_whose_quoted_one_is_gone_is_refused_in_words() {
    String url = "https://bsky.app/profile/%s/post/3lbvkq2f4yk2a".formatted(FakePds.HANDLE);

    assertThat(release(quoting(url)).sendNext())
        .asInstanceOf(type(Outcome.Refused.class))
        .satisfies(refused -> assertThat(refused.words()).endsWith("not there any more: " + url));
  }

  private static Post quoting(String url) {
    return new Post(
        List.of(Part.of("Look")), new Presentation(Map.of(Network.BLUESKY, url), null, null, null));
  }

  private ReleaseByHand release(Post post) {
    return new ReleaseByHand(
        networks,
        clock,
        new Account(1, BlueskyFixture.ANN, AccountSettings.DEFAULT),
        post,
        Duration.ofSeconds(20));
  }

  private static Attempt prepared(ReleaseByHand release) {
    assertThat(release.prepare()).isInstanceOf(Preparation.Ready.class);
    return release.open();
  }

  private List<Asked> asked(String method) {
    return pds.asked().stream().filter(each -> each.path().endsWith("." + method)).toList();
  }
}

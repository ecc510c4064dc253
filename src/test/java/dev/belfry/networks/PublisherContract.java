package dev.belfry.networks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.account.Account;
import dev.belfry.account.AccountSettings;
import dev.belfry.networks.body.JsonBody;
import dev.belfry.post.AccountName;
import dev.belfry.post.Attachment;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Preparation;
import dev.belfry.publish.RenderedPart;
import dev.belfry.publish.Retraction;
import dev.belfry.queue.SentPart;
import dev.belfry.testing.KeptCredentials;
import dev.belfry.testing.Pictures;
import dev.belfry.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What every publisher does, the dry-run of each network too. Each test has a server of its own,
 * and many wait for one that does not answer: they run beside each other.
 */
@Execution(ExecutionMode.CONCURRENT)
abstract class PublisherContract {
  /** More than any exchange on loopback takes, on however busy a machine. */
  static final Duration AMPLE = Duration.ofSeconds(20);

  static final String TEXT = "Ring at 9:00 & listen. Füße, 👩‍👩‍👧, https://example.org/a?b=c&d";
  static final Post SINGLE = new Post(List.of(Part.of(TEXT)));
  static final Post THREAD = new Post(List.of(Part.of("one"), Part.of("two"), Part.of("three")));

  final Pictures pictures = new Pictures();
  final Attachment bell = pictures.draw("A bell, seen from below", 16);
  final Attachment rope = pictures.draw("The rope; \"pull\" it <gently> 🔔", 18);
  final KeptCredentials credentials = new KeptCredentials();
  final SettableClock clock = new SettableClock(Instant.now());
  final Networks networks = new Networks(new NetworkTools(credentials, pictures, clock));

  /** The account that everything goes to. */
  abstract AccountName account();

  @Test
  void what_goes_out_has_the_fields_that_the_preview_showed() {
    RenderedPart preview = networks.renderer(account().network()).render(whole(), SINGLE).get(0);
    ReleaseByHand release = release(SINGLE);
    Attempt attempt = prepared(release);

    assertThat(preview.problems()).isEmpty();
    assertThat(fields(attempt))
        .isEqualTo(Set.copyOf(JsonBody.read(preview.body()).propertyNames()));
    assertThat(release.send(attempt)).isInstanceOf(Outcome.Posted.class);
    assertThat(release.isOver()).isTrue();
  }

  @Test
  void every_part_of_a_thread_gets_an_id_of_its_own() {
    ReleaseByHand release = releaseAll(THREAD);

    assertThat(release.sent()).hasSize(3).doesNotHaveDuplicates();
    assertThat(release.sent()).extracting(SentPart::remoteId).noneMatch(String::isBlank);
  }

  @Test
  void images_go_out_with_a_post() {
    assertThat(releaseAll(new Post(List.of(new Part("Look", List.of(bell, rope))))).sent())
        .hasSize(1);
  }

  @Test
  void what_was_posted_can_be_taken_back_and_that_again() {
    ReleaseByHand release = releaseAll(THREAD);

    for (int part = 3; part >= 1; part--) {
      SentPart sent = release.sent().get(part - 1);
      assertThat(retract(sent)).isInstanceOf(Retraction.Gone.class);
      assertThat(retract(sent)).isInstanceOf(Retraction.Gone.class);
    }
  }

  Account whole() {
    return new Account(1, account(), AccountSettings.DEFAULT);
  }

  ReleaseByHand release(Post post) {
    return release(post, AMPLE);
  }

  /**
   * @param within how long each exchange may take
   */
  ReleaseByHand release(Post post, Duration within) {
    return new ReleaseByHand(networks, clock, whole(), post, within);
  }

  /** Releases a post to its end; nothing stands in the way. */
  ReleaseByHand releaseAll(Post post) {
    ReleaseByHand release = release(post);
    while (!release.isOver()) {
      assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    }
    return release;
  }

  /** The next attempt, with everything that it lacked. */
  static Attempt prepared(ReleaseByHand release) {
    assertThat(release.prepare()).isInstanceOf(Preparation.Ready.class);
    return release.open();
  }

  Retraction retract(SentPart part) {
    return networks.publisher(account()).retract(account(), part, AMPLE);
  }

  private static Set<String> fields(Attempt attempt) {
    return Set.copyOf(JsonBody.read(attempt.request().body()).propertyNames());
  }
}

package dev.belfry.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.belfry.account.Credential;
import dev.belfry.networks.body.JsonBody;
import dev.belfry.post.Attachment;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.LogIn;
import dev.belfry.publish.Look;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Preparation;
import dev.belfry.publish.Retraction;
import dev.belfry.queue.SentPart;
import dev.belfry.testing.network.Asked;
import dev.belfry.testing.network.Behaviour;
import dev.belfry.testing.network.FakeApi;
import dev.belfry.testing.network.FakeApi.Live;
import dev.belfry.testing.network.FakeApi.Picture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * What every publisher to a live network does, however that behaves: the server's own record is
 * what is believed. Each network's test says how to start a fake of it, and who is logged in there.
 */
abstract class NetworkContract extends PublisherContract {
  private static final Duration SHORT = Duration.ofSeconds(2);

  /** How much longer than its deadline an exchange may take on a busy machine. */
  private static final Duration GRACE = Duration.ofSeconds(8);

  private FakeApi network;

  /** Starts a fake of the network that does everything well. */
  abstract FakeApi start();

  /** What the account's owner was given when they logged in to it. */
  abstract Credential credential(FakeApi network);

  /** Whether a stale access token can be exchanged for a fresher one. */
  abstract boolean renews();

  /** Whether a key on the network's side keeps what is sent again from being there twice. */
  abstract boolean guardsByKey();

  @BeforeEach
  void logIn() {
    network = start();
    credentials.keep(credential(network));
  }

  @AfterEach
  void stop() {
    network.close();
  }

  FakeApi network() {
    return network;
  }

  @Test
  void the_network_gets_the_attempts_body_byte_for_byte_and_shows_its_text() {
    ReleaseByHand release = release(SINGLE);
    Attempt attempt = prepared(release);

    Outcome outcome = release.send(attempt);

    assertThat(network.asked()).extracting(Asked::body).contains(attempt.request().body());
    assertThat(network.live())
        .singleElement()
        .satisfies(live -> assertThat(live.text()).isEqualTo(TEXT))
        .satisfies(live -> assertThat(live.parent()).isNull());
    assertThat(posted(outcome).remoteId()).isEqualTo(network.live().get(0).id());
  }

  @Test
  void a_thread_is_live_in_order_each_part_under_the_one_before() {
    ReleaseByHand release = releaseAll(THREAD);

    assertThat(network.live()).extracting(Live::text).containsExactly("one", "two", "three");
    assertThatEachAnswersTheOneBefore();
    assertThat(release.sent())
        .extracting(SentPart::remoteId)
        .containsExactlyElementsOf(network.live().stream().map(Live::id).toList());
  }

  @Test
  void images_are_live_with_their_alt_texts_in_order() {
    Attachment again = new Attachment(bell.media(), "The same bell, once more");
    releaseAll(
        new Post(
            List.of(new Part("one", List.of(bell, rope)), new Part("two", List.of(again, bell)))));

    assertThat(network.live())
        .extracting(Live::pictures)
        .containsExactly(
            List.of(picture(bell), picture(rope)), List.of(picture(again), picture(bell)));
  }

  @Test
  void a_refusal_is_final_and_nothing_is_live() {
    network.posts().then(Behaviour.REFUSED);

    assertThat(release(SINGLE).sendNext())
        .asInstanceOf(type(Outcome.Refused.class))
        .satisfies(refused -> assertThat(refused.retryable()).isFalse())
        .satisfies(refused -> assertThat(refused.words()).contains("400"));
    assertThat(network.live()).isEmpty();
  }

  @Test
  void a_network_that_limits_the_rate_says_when_to_come_back() {
    network.posts().then(Behaviour.RATE_LIMITED);

    assertThat(release(SINGLE).sendNext())
        .asInstanceOf(type(Outcome.Deferred.class))
        .satisfies(
            deferred ->
                assertThat(deferred.until())
                    .isBetween(clock.instant(), Instant.now().plusSeconds(60)));
    assertThat(network.live()).isEmpty();
  }

  @Test
  void an_expired_token_is_renewed_and_the_post_sent_once_more() {
    network.expireTokens();

    Outcome outcome = release(SINGLE).sendNext();

    if (renews()) {
      assertThat(outcome).isInstanceOf(Outcome.Posted.class);
      assertThat(network.live()).hasSize(1);
      assertThat(credentials.renewals()).isEqualTo(1);
    } else {
      assertThat(outcome).isInstanceOf(Outcome.AccountRefused.class);
      assertThat(network.live()).isEmpty();
    }
  }

  /** Whoever does not wait for a token that is given once has lost it. */
  @Test
  void a_token_is_waited_for_when_no_time_is_left_to_send_with_it() {
    network.expireTokens();
    credentials.beforeRenewal(() -> clock.tick(AMPLE));

    Outcome outcome = release(SINGLE).sendNext();

    if (renews()) {
      assertThat(outcome).isInstanceOf(Outcome.NotSent.class);
      assertThat(network.live()).isEmpty();
      assertThat(release(SINGLE).sendNext()).isInstanceOf(Outcome.Posted.class);
      assertThat(credentials.renewals()).isEqualTo(1);
    } else {
      assertThat(outcome).isInstanceOf(Outcome.AccountRefused.class);
    }
  }

  @Test
  void a_network_that_knows_nobody_stops_the_account_and_says_what_to_type() {
    network.posts().then(Behaviour.UNAUTHORIZED, Behaviour.UNAUTHORIZED, Behaviour.UNAUTHORIZED);

    assertThat(release(SINGLE).sendNext())
        .asInstanceOf(type(Outcome.AccountRefused.class))
        .satisfies(
            refused -> assertThat(refused.words()).contains("belfry account login " + account()));
    assertThat(network.live()).isEmpty();
  }

  @Test
  void without_a_log_in_nothing_is_asked() {
    credentials.forget(account());

    assertThat(release(SINGLE).sendNext())
        .asInstanceOf(type(Outcome.AccountRefused.class))
        .satisfies(
            refused -> assertThat(refused.words()).contains("belfry account login " + account()));
    assertThat(network.asked()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "LATE",
        "DONE_AND_DROPPED",
        "DONE_AND_500",
        "DONE_AND_GARBAGE",
        "DONE_AND_NONSENSE",
        "SLOW",
        "HUGE"
      })
  void what_was_done_without_a_clear_answer_is_in_doubt_and_found(Behaviour behaviour) {
    ReleaseByHand release = release(SINGLE, SHORT);
    Attempt attempt = prepared(release);
    network.posts().then(behaviour);

    Instant before = Instant.now();
    Outcome outcome = release.send(attempt);

    assertThat(outcome).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(Duration.between(before, Instant.now())).isLessThan(SHORT.plus(GRACE));
    assertThat(release.look(attempt))
        .asInstanceOf(type(Look.Found.class))
        .satisfies(
            found -> assertThat(found.posted().remoteId()).isEqualTo(network.live().get(0).id()))
        .satisfies(found -> assertThat(found.posted().url()).isNotEmpty());
    assertThat(network.live()).hasSize(1);
    assertThat(release.isOver()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"DROPPED", "ERROR_500", "GARBAGE"})
  void what_was_not_done_is_proved_absent_only_where_a_key_guards_it(Behaviour behaviour) {
    ReleaseByHand release = release(SINGLE, SHORT);
    Attempt attempt = prepared(release);
    network.posts().then(behaviour);

    Outcome outcome = release.send(attempt);
    Look look = release.look(attempt);

    assertThat(outcome).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(network.live()).isEmpty();
    assertThat(look).isInstanceOf(guardsByKey() ? Look.ProvedAbsent.class : Look.Absent.class);
    if (guardsByKey()) {
      assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
      assertThat(network.live()).hasSize(1);
    }
  }

  @Test
  void what_was_sent_again_under_its_key_is_live_once() {
    ReleaseByHand release = release(SINGLE, SHORT);
    Attempt attempt = prepared(release);
    network.posts().then(Behaviour.DONE_AND_DROPPED);

    Outcome first = release.send(attempt);
    if (guardsByKey()) {
      // A look that came too early saw nothing: the same request goes out once more.
      Outcome second = release.sendNext();
      assertThat(second).isNotInstanceOf(Outcome.Refused.class);
    }

    assertThat(first).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(network.live()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"DROPPED", "ERROR_500", "GARBAGE", "HUGE", "DONE_AND_NONSENSE", "SLOW"})
  void a_look_that_fails_proves_nothing(Behaviour behaviour) {
    ReleaseByHand release = release(SINGLE, SHORT);
    Attempt attempt = prepared(release);
    Outcome outcome = doneAndDropped(release, attempt);
    network.looks().then(behaviour, behaviour, behaviour, behaviour);

    Look look = release.look(attempt);

    assertThat(outcome).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(look).isInstanceOfAny(Look.Unknown.class, Look.Unanswered.class);
  }

  /** The part is live, its answer was lost, and it is time for a look. */
  private Outcome doneAndDropped(ReleaseByHand release, Attempt attempt) {
    network.posts().then(Behaviour.DONE_AND_DROPPED);
    Outcome outcome = release.send(attempt);
    clock.tick(Duration.ofMinutes(5));
    return outcome;
  }

  /** It is taken again for as long as it takes, so that it settles the part once there is one. */
  @Test
  void a_look_without_a_log_in_tells_nothing() {
    ReleaseByHand release = release(SINGLE, SHORT);
    Attempt attempt = prepared(release);
    Outcome outcome = doneAndDropped(release, attempt);
    Credential credential = credentials.of(account()).orElseThrow();
    credentials.forget(account());

    assertThat(outcome).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(release.look(attempt)).isInstanceOf(Look.Unanswered.class);
    credentials.keep(credential);
    assertThat(release.look(attempt)).isInstanceOf(Look.Found.class);
  }

  @Test
  void a_look_that_is_put_off_is_made_later() {
    ReleaseByHand release = release(SINGLE, SHORT);
    Attempt attempt = prepared(release);
    Outcome outcome = doneAndDropped(release, attempt);
    network.looks().then(Behaviour.RATE_LIMITED);

    assertThat(outcome).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(release.look(attempt)).isInstanceOf(Look.Found.class);
  }

  @Test
  void a_thread_whose_answer_was_lost_goes_on_where_it_is() {
    ReleaseByHand release = release(THREAD, SHORT);
    while (!release.isOver()) {
      Attempt attempt = prepared(release);
      network.posts().then(Behaviour.DONE_AND_DROPPED);
      assertThat(release.send(attempt)).isInstanceOf(Outcome.Unconfirmed.class);
      assertThat(release.look(attempt)).isInstanceOf(Look.Found.class);
    }

    assertThat(network.live()).extracting(Live::text).containsExactly("one", "two", "three");
    assertThatEachAnswersTheOneBefore();
    assertThat(release.sent())
        .extracting(SentPart::remoteId)
        .containsExactlyElementsOf(network.live().stream().map(Live::id).toList());
  }

  @Test
  void an_answer_that_tells_of_another_post_is_not_believed() {
    network.mistakeNextParent();
    ReleaseByHand release = release(THREAD);

    Outcome outcome = release.sendNext();
    while (outcome instanceof Outcome.Posted && !release.isOver()) {
      outcome = release.sendNext();
    }

    assertThat(outcome).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(release.isOver()).isFalse();
  }

  @Test
  void no_redirect_is_followed() {
    network.posts().then(Behaviour.REDIRECTED);

    Outcome outcome = release(SINGLE).sendNext();

    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(network.asked()).extracting(Asked::path).noneMatch(p -> p.contains("elsewhere"));
    assertThat(network.live()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "DROPPED",
        "ERROR_500",
        "GARBAGE",
        "RATE_LIMITED",
        "REFUSED",
        "REDIRECTED",
        "DONE_AND_NONSENSE",
        "HUGE",
        "SLOW",
        "LATE"
      })
  void an_upload_that_fails_leaves_no_post_and_no_doubt(Behaviour behaviour) {
    ReleaseByHand release = release(new Post(List.of(new Part("Look", List.of(bell)))), SHORT);
    network.uploads().then(behaviour);

    assertThat(release.prepare())
        .asInstanceOf(type(Preparation.Failed.class))
        .satisfies(
            failed -> assertThat(failed.outcome()).isNotInstanceOf(Outcome.Unconfirmed.class))
        .satisfies(failed -> assertThat(failed.outcome().words()).isNotBlank());
    assertThat(network.live()).isEmpty();

    assertThat(release(new Post(List.of(new Part("Look", List.of(bell))))).sendNext())
        .isInstanceOf(Outcome.Posted.class);
    assertThat(network.live())
        .singleElement()
        .satisfies(live -> assertThat(live.pictures()).containsExactly(picture(bell)));
  }

  @Test
  void a_network_that_is_not_there_was_sent_nothing() {
    ReleaseByHand release = release(SINGLE);
    Attempt attempt = prepared(release);
    network.close();

    assertThat(release.send(attempt)).isInstanceOf(Outcome.NotSent.class);
  }

  @Test
  void what_is_taken_back_is_live_no_more() {
    ReleaseByHand release = releaseAll(THREAD);

    assertThat(retract(release.sent().get(2))).isInstanceOf(Retraction.Gone.class);

    assertThat(network.live()).extracting(Live::text).containsExactly("one", "two");
  }

  @Test
  void without_a_log_in_nothing_is_taken_back_yet() {
    SentPart sent = releaseAll(SINGLE).sent().get(0);
    credentials.forget(account());

    assertThat(retract(sent))
        .asInstanceOf(type(Retraction.NotNow.class))
        .satisfies(notNow -> assertThat(notNow.words()).contains("belfry account login"));
    assertThat(network.live()).hasSize(1);
  }

  @Test
  void a_credential_that_is_taken_says_whose_it_is_and_one_that_is_not_is_refused() {
    LogIn logIn = networks.logIn(account().network());
    Credential credential = credentials.of(account()).orElseThrow();

    assertThat(logIn.check(credential, AMPLE)).isInstanceOf(LogIn.Standing.Works.class);

    network.close();
    assertThat(logIn.check(credential, AMPLE)).isInstanceOf(LogIn.Standing.Unknown.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"DROPPED", "ERROR_500", "REFUSED", "UNAUTHORIZED", "GARBAGE", "REDIRECTED"})
  void no_secret_is_in_what_anybody_is_told(Behaviour behaviour) {
    network.posts().then(behaviour);
    Credential credential = credentials.of(account()).orElseThrow();

    String words = release(SINGLE, SHORT).sendNext().words();

    assertThat(secrets(JsonBody.read(credential.secret())))
        .isNotEmpty()
        .allSatisfy(secret -> assertThat(words).doesNotContain(secret));
  }

  private static List<String> secrets(JsonNode secret) {
    List<String> values = new ArrayList<>();
    secret.forEach(
        each -> each.stringValueOpt().filter(v -> v.length() > 7).ifPresent(values::add));
    return values;
  }

  private void assertThatEachAnswersTheOneBefore() {
    List<Live> live = network.live();
    for (int i = 0; i < live.size(); i++) {
      assertThat(live.get(i).parent()).isEqualTo(i == 0 ? null : live.get(i - 1).id());
    }
  }

  private static Outcome.Posted posted(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Posted.class);
    return (Outcome.Posted) outcome;
  }

  private static Picture picture(Attachment attachment) {
    return new Picture(attachment.media().sha256(), attachment.alt());
  }
}

package dev.belfry.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.belfry.account.Account;
import dev.belfry.account.AccountSettings;
import dev.belfry.account.Credential;
import dev.belfry.account.Credentials.Renewed;
import dev.belfry.networks.bluesky.BlueskyFixture;
import dev.belfry.post.AccountName;
import dev.belfry.post.Attachment;
import dev.belfry.post.Language;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.Presentation;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.LogIn;
import dev.belfry.publish.LogInFailed;
import dev.belfry.publish.Look;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Preparation;
import dev.belfry.publish.Request;
import dev.belfry.publish.Retraction;
import dev.belfry.queue.SentPart;
import dev.belfry.testing.KeptCredentials;
import dev.belfry.testing.Pictures;
import dev.belfry.testing.SettableClock;
import dev.belfry.testing.network.RealPds;
import dev.belfry.testing.network.RealRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The adapter against a real Bluesky server: what the fake one was made to do is what it does. Run
 * by {@code mvn verify -Preal-bluesky}.
 */
@Tag("real-bluesky")
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // one server for all
final class RealBlueskyServerTest {
  private static final Duration AMPLE = Duration.ofSeconds(30);
  private static final Post SINGLE = new Post(List.of(Part.of("Ring at 9:00, see example.org")));
  private static final Post THREAD =
      new Post(List.of(Part.of("one"), Part.of("two #bells"), Part.of("three")));

  private final RealPds pds = RealPds.start();
  private final Pictures pictures = new Pictures();
  private final KeptCredentials credentials = new KeptCredentials();
  private final SettableClock clock = new SettableClock(Instant.now());
  private final Networks networks = new Networks(new NetworkTools(credentials, pictures, clock));
  private final AccountName account = AccountName.parse("bluesky:" + pds.handle());
  private final BlueskyFixture.Owner owner = new BlueskyFixture.Owner(pds.appPassword());
  private final Credential credential = logIn(owner);

  RealBlueskyServerTest() {
    credentials.keep(credential);
  }

  @AfterAll
  void stop() {
    pds.close();
  }

  @Test
  void the_server_is_found_by_its_directories_and_lets_in_by_app_password() {
    assertThat(credential.remoteId()).isEqualTo(pds.did());
    assertThat(owner.told()).noneMatch(words -> words.contains("safer"));
    assertThat(BlueskyFixture.logIn(pds).check(credential, AMPLE))
        .isEqualTo(new LogIn.Standing.Works(pds.handle()));
  }

  @Test
  void the_accounts_own_password_is_known_by_its_token() {
    BlueskyFixture.Owner careless = new BlueskyFixture.Owner(pds.password());
    Credential unused = logIn(careless);

    assertThat(careless.told()).last().asString().contains("safer");
  }

  @Test
  void a_wrong_password_is_told() {
    assertThatThrownBy(() -> logIn(new BlueskyFixture.Owner("abcd-abcd-abcd-abcd")))
        .isInstanceOf(LogInFailed.class)
        .hasMessageContaining("check the name and the app password");
  }

  @Test
  void a_session_is_exchanged_for_a_fresher_one() {
    Renewed renewed = BlueskyFixture.logIn(pds).refresh(credential, AMPLE);

    assertThat(renewed).isInstanceOf(Renewed.Fresh.class);
    Credential fresh = ((Renewed.Fresh) renewed).credential();
    assertThat(fresh.secret()).isNotEqualTo(credential.secret());
    assertThat(fresh.freshUntil()).isAfter(Instant.now().plus(Duration.ofMinutes(100)));
    assertThat(BlueskyFixture.logIn(pds).check(fresh, AMPLE))
        .isInstanceOf(LogIn.Standing.Works.class);
  }

  @Test
  void a_thread_with_images_in_one_request_has_the_hashes_that_were_computed() {
    Attachment bell = pictures.draw("A bell, \"seen\" from below 🔔", 16);
    Post post =
        new Post(
            List.of(
                new Part("one https://example.org/ä?b=c", List.of(bell)),
                Part.of("Füße 👩‍👩‍👧 #ringing"),
                new Part("", List.of(pictures.draw("", 18), bell))),
            new Presentation(Map.of(), null, Language.of("de").orElseThrow(), null));

    assertThat(release(post).sendNext())
        .asInstanceOf(type(Outcome.Posted.class))
        .satisfies(posted -> assertThat(posted.further()).hasSize(2));
  }

  @Test
  void a_thread_that_is_sent_again_breaks_and_is_found_whole() {
    ReleaseByHand release = release(THREAD);
    Attempt attempt = prepared(release);
    int before = RealRecords.of(pds).posts().size();

    assertThat(networks.publisher(account).publish(attempt, AMPLE))
        .isInstanceOf(Outcome.Posted.class);
    assertThat(release.send(attempt)).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(release.look(attempt))
        .asInstanceOf(type(Look.Found.class))
        .satisfies(found -> assertThat(found.posted().further()).hasSize(2));
    assertThat(RealRecords.of(pds).posts()).hasSize(before + 3);
  }

  @Test
  void a_post_that_is_sent_again_is_the_same_and_nothing_can_take_its_place() {
    ReleaseByHand release = release(SINGLE);
    Attempt attempt = prepared(release);
    Outcome first = networks.publisher(account).publish(attempt, AMPLE);
    Outcome second = networks.publisher(account).publish(attempt, AMPLE);
    Attempt other =
        new Attempt(
            attempt.claim(),
            1,
            new Request(
                attempt.request().body().replace("Ring", "Sing"), attempt.request().correlation()));

    assertThat(first).isInstanceOf(Outcome.Posted.class).isEqualTo(second);
    assertThat(release.send(other)).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(release.look(other)).isInstanceOf(Look.Unknown.class);
  }

  @Test
  void what_was_never_sent_is_proved_absent() {
    ReleaseByHand release = release(SINGLE);
    Attempt attempt = prepared(release);

    assertThat(release.look(attempt)).isInstanceOf(Look.ProvedAbsent.class);
  }

  @Test
  void a_thread_with_one_bad_part_is_refused_and_not_there() {
    int before = RealRecords.of(pds).posts().size();
    Post post = new Post(List.of(Part.of("one"), Part.of("x".repeat(301))));

    assertThat(release(post).sendNext()).isInstanceOf(Outcome.Refused.class);
    assertThat(RealRecords.of(pds).posts()).hasSize(before);
  }

  @Test
  void two_hundred_parts_go_in_one_request_and_the_rest_in_another() {
    List<Part> parts = new ArrayList<>();
    for (int i = 1; i <= 203; i++) {
      parts.add(Part.of("part " + i));
    }
    ReleaseByHand release = release(new Post(parts));

    assertThat(release.sendNext())
        .asInstanceOf(type(Outcome.Posted.class))
        .satisfies(posted -> assertThat(posted.further()).hasSize(199));
    assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    assertThat(release.isOver()).isTrue();
  }

  @Test
  void what_is_taken_back_is_gone_and_that_can_be_asked_again() {
    ReleaseByHand release = release(THREAD);
    assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    SentPart last = release.sent().get(2);

    for (int times = 0; times < 2; times++) {
      assertThat(networks.publisher(account).retract(account, last, AMPLE))
          .isInstanceOf(Retraction.Gone.class);
    }
    assertThat(RealRecords.of(pds).posts())
        .extracting(RealRecords.Live::uri)
        .doesNotContain(last.remoteId());
  }

  private Credential logIn(LogIn.Person person) {
    return BlueskyFixture.logIn(pds)
        .logIn(account, new LogIn.Options(null, /* oauth2= */ false), person);
  }

  /** Each some time after the last, so that no two records have a key in common. */
  private ReleaseByHand release(Post post) {
    clock.tick(Duration.ofSeconds(1));
    return new ReleaseByHand(
        networks, clock, new Account(1, account, AccountSettings.DEFAULT), post, AMPLE);
  }

  private static Attempt prepared(ReleaseByHand release) {
    assertThat(release.prepare()).isInstanceOf(Preparation.Ready.class);
    return release.open();
  }
}

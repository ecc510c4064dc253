package dev.belfry.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.belfry.account.Account;
import dev.belfry.account.AccountSettings;
import dev.belfry.account.Credential;
import dev.belfry.post.AccountName;
import dev.belfry.post.Attachment;
import dev.belfry.post.Language;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.Presentation;
import dev.belfry.post.Visibility;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Look;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Preparation;
import dev.belfry.testing.KeptCredentials;
import dev.belfry.testing.Pictures;
import dev.belfry.testing.SettableClock;
import dev.belfry.testing.network.Asked;
import dev.belfry.testing.network.Attempts;
import dev.belfry.testing.network.Behaviour;
import dev.belfry.testing.network.FakeApi.Live;
import dev.belfry.testing.network.FakeMastodon;
import dev.belfry.testing.network.RawServer;
import dev.belfry.testing.network.ServerKind;
import dev.belfry.testing.network.Servers;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only Mastodon, or only one of the servers that speak its API, does to a release. */
final class MastodonReleaseTest {
  private static final Duration SHORT = Duration.ofSeconds(3);
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final AccountName ANN = AccountName.parse("mastodon:ann@example.social");
  private static final Account ACCOUNT = new Account(1, ANN, AccountSettings.DEFAULT);
  private static final Post GM = new Post(List.of(Part.of("gm")));
  private static final Post THREAD = new Post(List.of(Part.of("one"), Part.of("two")));

  private final Pictures pictures = new Pictures();
  private final Attachment bell = pictures.draw("A bell", 16);
  private final KeptCredentials credentials = new KeptCredentials();
  private final SettableClock clock = new SettableClock(Instant.now());
  private final Networks networks = new Networks(new NetworkTools(credentials, pictures, clock));
  private FakeMastodon server = start(ServerKind.MASTODON);

  private FakeMastodon start(ServerKind kind) {
    FakeMastodon started = FakeMastodon.start(kind);
    credentials.keep(started.credential(ANN));
    return started;
  }

  private void on(ServerKind kind) {
    server.close();
    server = start(kind);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void nobody_trusts_the_key_before_half_a_minute_nor_after_fifty() {
    Attempt attempt = lost(GM);
    Instant sent = clock.instant();

    assertThat(look(attempt, sent))
        .asInstanceOf(type(Look.Later.class))
        .satisfies(later -> assertThat(later.at()).isEqualTo(sent.plusSeconds(30)));
    clock.tick(Duration.ofSeconds(30));
    assertThat(look(attempt, sent)).isInstanceOf(Look.ProvedAbsent.class);
    clock.tick(Duration.ofMinutes(50));
    assertThat(look(attempt, sent))
        .asInstanceOf(type(Look.Absent.class))
        .satisfies(absent -> assertThat(absent.words()).contains("forgotten the key"));
  }

  @ParameterizedTest
  @EnumSource(names = {"KEYLESS", "LENIENT", "OLD", "RENEWING"})
  void a_server_that_is_not_known_to_honour_keys_proves_nothing(ServerKind kind) {
    on(kind);
    Attempt attempt = lost(GM);
    Instant sent = clock.instant();
    clock.tick(Duration.ofMinutes(1));

    assertThat(look(attempt, sent)).isInstanceOf(Look.Absent.class);
  }

  @Test
  void the_same_words_from_before_are_not_taken_for_the_post() {
    String unused = server.postedElsewhere("gm");
    Attempt attempt = lost(GM);
    Instant sent = clock.instant();
    clock.tick(Duration.ofMinutes(1));

    assertThat(look(attempt, sent)).isInstanceOf(Look.ProvedAbsent.class);
  }

  @Test
  void it_is_found_behind_a_page_of_other_posts_and_not_sought_for_ever() {
    ReleaseByHand release = release(GM);
    Attempt attempt = prepared(release);
    server.posts().then(Behaviour.DONE_AND_DROPPED);
    assertThat(release.send(attempt)).isInstanceOf(Outcome.Unconfirmed.class);
    Instant sent = clock.instant();
    postElsewhere(45);
    assertThat(look(attempt, sent)).isInstanceOf(Look.Found.class);

    postElsewhere(160);
    assertThat(look(attempt, sent)).isInstanceOf(Look.Unclear.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one\n\ntwo\nthree",
        "hello @bob@example.org and @carol, see https://example.org/@dave@example.com",
        "#Bells & <ropes> \"quoted\" 'here'",
        "https://example.org/a/very/long/path/that/nobody/sees/whole?with=a&query=too#and-more.",
        "日本語の #ハッシュタグ 👩‍👩‍👧 naïve — “so”",
      })
  void a_server_that_shows_html_alone_is_understood(String text) {
    on(ServerKind.OLD);
    ReleaseByHand release = release(new Post(List.of(Part.of(text))));
    Attempt attempt = prepared(release);
    server.posts().then(Behaviour.DONE_AND_DROPPED);
    assertThat(release.send(attempt)).isInstanceOf(Outcome.Unconfirmed.class);
    String unused = server.postedElsewhere(text + " not");

    assertThat(release.look(attempt))
        .asInstanceOf(type(Look.Found.class))
        .satisfies(
            found -> assertThat(found.posted().remoteId()).isEqualTo(server.live().get(0).id()));
  }

  @Test
  void an_answer_that_became_a_post_of_its_own_is_a_persons_to_judge() {
    on(ServerKind.LENIENT);
    ReleaseByHand release = release(THREAD);
    assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    assertThat(deleteAll()).isEqualTo(1);

    Attempt attempt = prepared(release);
    Outcome outcome = release.send(attempt);

    assertThat(outcome).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(outcome.words())
        .contains("it is live at " + server.url())
        .contains("a post of its own")
        .contains("--posted", "--not-posted");
    assertThat(look(attempt, clock.instant()))
        .asInstanceOf(type(Look.Unclear.class))
        .satisfies(look -> assertThat(look.words()).isEqualTo(outcome.words()));
  }

  @Test
  void an_answer_to_what_was_deleted_is_refused_and_says_so() {
    ReleaseByHand release = release(THREAD);
    assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    assertThat(deleteAll()).isEqualTo(1);

    assertThat(release.sendNext())
        .asInstanceOf(type(Outcome.Refused.class))
        .satisfies(refused -> assertThat(refused.retryable()).isFalse())
        .satisfies(refused -> assertThat(refused.words()).contains("was it deleted?"));
  }

  @Test
  void an_attachment_is_waited_for_until_the_server_is_done_with_it() {
    server.worksOnNextUpload(1);

    assertThat(release(look(), AMPLE).sendNext()).isInstanceOf(Outcome.Posted.class);
    assertThat(server.live())
        .singleElement()
        .satisfies(live -> assertThat(live.pictures()).hasSize(1));
  }

  @Test
  void one_that_takes_longer_is_not_uploaded_again() {
    server.worksOnNextUpload(3);
    ReleaseByHand release = release(look());

    for (int times = 0; times < 2; times++) {
      assertThat(release.sendNext())
          .asInstanceOf(type(Outcome.Refused.class))
          .returns(true, Outcome.Refused::retryable)
          .satisfies(refused -> assertThat(refused.words()).contains("attachment 1"));
    }
    assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    assertThat(uploads()).hasSize(1);
  }

  /** Its id would otherwise be kept for hours, and each try at the part would fail of it. */
  @Test
  void one_of_which_nothing_comes_in_the_end_is_uploaded_once_more() {
    server.breaksNextUpload(2);
    ReleaseByHand release = release(look());

    for (int times = 0; times < 2; times++) {
      assertThat(release.sendNext())
          .asInstanceOf(type(Outcome.Refused.class))
          .returns(true, Outcome.Refused::retryable);
    }
    assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    assertThat(uploads()).hasSize(2);
  }

  @Test
  void one_that_the_server_can_make_nothing_of_fails_for_good_until_a_person_says_retry() {
    server.breaksNextUpload(1);
    ReleaseByHand release = release(look(), AMPLE);

    assertThat(release.sendNext())
        .asInstanceOf(type(Outcome.Refused.class))
        .satisfies(refused -> assertThat(refused.retryable()).isFalse());
    assertThat(server.live()).isEmpty();
    assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    assertThat(uploads()).hasSize(2);
  }

  private List<Asked> uploads() {
    return server.asked().stream().filter(each -> each.path().equals("/api/v2/media")).toList();
  }

  @Test
  void what_the_server_finds_wrong_is_final_where_nothing_is_worked_on() {
    Post blank = new Post(List.of(Part.of(" ")));

    assertThat(release(blank).sendNext())
        .asInstanceOf(type(Outcome.Refused.class))
        .satisfies(refused -> assertThat(refused.retryable()).isFalse())
        .satisfies(refused -> assertThat(refused.words()).contains("422", "can't be blank"));
  }

  @ParameterizedTest
  @CsvSource({
    "403, Your login is currently disabled",
    "403, This action is outside the authorized scopes",
    "422, This method requires an authenticated user",
  })
  void what_is_said_against_the_account_fails_no_post(int status, String error) {
    Credential ann = server.credential(ANN);
    String json = "{\"error\":\"%s\"}".formatted(error);
    try (RawServer refusing = Servers.always(status, "application/json", json)) {
      credentials.keep(
          new Credential(
              ANN, ann.kind(), URI.create(refusing.url()), ann.remoteId(), ann.secret(), null));
      assertThat(release(GM).sendNext())
          .asInstanceOf(type(Outcome.AccountRefused.class))
          .satisfies(refused -> assertThat(refused.words()).contains(error));
    }
  }

  @Test
  void every_part_appears_as_the_post_says() {
    Presentation quiet =
        new Presentation(
            Map.of(), Visibility.UNLISTED, Language.of("de").orElseThrow(), "About bells");
    ReleaseByHand release = release(new Post(THREAD.parts(), quiet));
    while (!release.isOver()) {
      assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    }

    assertThat(server.asked())
        .filteredOn(asked -> asked.path().equals("/api/v1/statuses"))
        .extracting(Asked::body)
        .hasSize(2)
        .allSatisfy(
            body ->
                assertThat(body)
                    .contains("\"visibility\":\"unlisted\"")
                    .contains("\"language\":\"de\"")
                    .contains("\"spoiler_text\":\"About bells\""));
  }

  @Test
  void the_key_is_the_same_for_every_try_at_a_part() {
    ReleaseByHand release = release(GM);
    server.posts().then(Behaviour.DROPPED, Behaviour.DROPPED);
    Outcome first = release.sendNext();
    Outcome second = release.sendNext();

    assertThat(List.of(first, second)).allMatch(Outcome.Unconfirmed.class::isInstance);
    assertThat(server.asked())
        .filteredOn(asked -> asked.path().equals("/api/v1/statuses"))
        .extracting(asked -> asked.headers().get("idempotency-key"))
        .hasSize(2)
        .containsOnly(
            server.asked().get(server.asked().size() - 1).headers().get("idempotency-key"))
        .allSatisfy(key -> assertThat(key).matches("[0-9a-f-]{36}"));
  }

  @Test
  void an_image_below_nothing_but_a_warning_is_found() {
    Presentation warned = new Presentation(Map.of(), null, null, "Loud bells");
    ReleaseByHand release = release(new Post(List.of(new Part("", List.of(bell))), warned), AMPLE);
    Attempt attempt = prepared(release);
    server.posts().then(Behaviour.DONE_AND_500);
    assertThat(release.send(attempt)).isInstanceOf(Outcome.Unconfirmed.class);

    assertThat(release.look(attempt)).isInstanceOf(Look.Found.class);
  }

  @Test
  void what_arrived_after_a_look_is_not_sent_again_when_its_key_is_long_forgotten() {
    ReleaseByHand release = release(GM);
    Attempt first = prepared(release);
    server.posts().then(Behaviour.DROPPED);
    assertThat(release.send(first)).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(release.look(first)).isInstanceOf(Look.ProvedAbsent.class);
    String late = server.postedElsewhere("gm");
    clock.tick(Duration.ofHours(5));

    assertThat(release.sendNext())
        .asInstanceOf(type(Outcome.Posted.class))
        .satisfies(posted -> assertThat(posted.remoteId()).isEqualTo(late));
    assertThat(server.live()).hasSize(1);
  }

  @Test
  void a_late_try_goes_out_where_nothing_arrived_and_waits_where_that_cannot_be_seen() {
    ReleaseByHand release = release(GM);
    Attempt first = prepared(release);
    server.posts().then(Behaviour.DROPPED);
    assertThat(release.send(first)).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(release.look(first)).isInstanceOf(Look.ProvedAbsent.class);
    clock.tick(Duration.ofHours(5));

    server.looks().then(Behaviour.ERROR_500);
    assertThat(release.sendNext()).isInstanceOf(Outcome.NotSent.class);
    assertThat(server.live()).isEmpty();
    assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    assertThat(server.live()).hasSize(1);
  }

  /** A file that was uploaded long ago goes out under another id, and so under another key. */
  @ParameterizedTest
  @CsvSource({"Look, 10", "Look, 1500", "'', 10", "'', 1500"})
  void what_arrived_after_a_look_is_known_by_its_files_when_they_were_uploaded_anew(
      String text, long minutes) {
    ReleaseByHand release = release(new Post(List.of(new Part(text, List.of(bell)))), AMPLE);
    Attempt first = absent(release);
    assertThat(networks.publisher(ANN).publish(first, AMPLE)).isInstanceOf(Outcome.Posted.class);
    clock.tick(Duration.ofMinutes(minutes));
    release.forget();

    assertThat(release.sendNext())
        .asInstanceOf(type(Outcome.Posted.class))
        .satisfies(posted -> assertThat(posted.remoteId()).isEqualTo(server.live().get(0).id()));
    assertThat(server.live()).hasSize(1);
  }

  @Test
  void another_image_without_words_does_not_keep_one_from_being_sent_again() {
    ReleaseByHand release = release(new Post(List.of(new Part("", List.of(bell)))), AMPLE);
    Attempt unused = absent(release);
    assertThat(release(new Post(List.of(new Part("", List.of(bell)))), AMPLE).sendNext())
        .isInstanceOf(Outcome.Posted.class);
    clock.tick(Duration.ofHours(25));
    release.forget();

    assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    assertThat(server.live()).hasSize(2);
  }

  /** A person may edit what was not found an hour after it was sent. */
  @Test
  void nothing_edited_is_sent_beside_an_earlier_try_that_arrived_after_all() {
    ReleaseByHand release = release(GM);
    Attempt first = absent(release);
    clock.tick(Duration.ofHours(2));
    release.edit(new Post(List.of(Part.of("good morning"))));
    assertThat(networks.publisher(ANN).publish(first, AMPLE)).isInstanceOf(Outcome.Posted.class);

    Attempt second = prepared(release);
    assertThat(release.send(second))
        .asInstanceOf(type(Outcome.Unconfirmed.class))
        .satisfies(
            doubt ->
                assertThat(doubt.words())
                    .contains("is live at " + server.url(), "--posted", "--not-posted"));
    assertThat(release.look(second)).isInstanceOf(Look.Unclear.class);
    assertThat(server.live()).extracting(Live::text).containsExactly("gm");

    assertThat(deleteAll()).isEqualTo(1);
    assertThat(release.look(second)).isInstanceOf(Look.ProvedAbsent.class);
    assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    assertThat(server.live()).extracting(Live::text).containsExactly("good morning");
  }

  /** The words of a person who has looked weigh more than the next look. */
  @Test
  void what_a_person_says_is_not_live_is_sent_beside_whatever_may_be_it() {
    ReleaseByHand release = release(GM);
    Attempt first = absent(release);
    clock.tick(Duration.ofHours(5));
    postElsewhere(205);
    Attempt second = prepared(release);
    assertThat(release.send(second)).isInstanceOf(Outcome.Unconfirmed.class);
    clock.tick(Duration.ofHours(5));
    release.isNotLive(second);

    assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    assertThat(first.request().body()).isEqualTo(second.request().body());
  }

  private ReleaseByHand release(Post post) {
    return release(post, SHORT);
  }

  private ReleaseByHand release(Post post, Duration within) {
    return new ReleaseByHand(networks, clock, ACCOUNT, post, within);
  }

  private Post look() {
    return new Post(List.of(new Part("Look", List.of(bell))));
  }

  /** An attempt whose request never came to anything. */
  private Attempt lost(Post post) {
    ReleaseByHand release = release(post);
    Attempt attempt = prepared(release);
    server.posts().then(Behaviour.DROPPED);
    assertThat(release.send(attempt)).isInstanceOf(Outcome.Unconfirmed.class);
    return attempt;
  }

  /** An attempt that a look has said is not live. */
  private Attempt absent(ReleaseByHand release) {
    Attempt attempt = prepared(release);
    server.posts().then(Behaviour.DROPPED);
    assertThat(release.send(attempt)).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(release.look(attempt)).isInstanceOf(Look.ProvedAbsent.class);
    return attempt;
  }

  private static Attempt prepared(ReleaseByHand release) {
    assertThat(release.prepare()).isInstanceOf(Preparation.Ready.class);
    return release.open();
  }

  private Look look(Attempt attempt, Instant openedAt) {
    OpenAttempt open = Attempts.open(attempt, openedAt);
    return networks.publisher(ANN).look(open, AMPLE);
  }

  private void postElsewhere(int times) {
    for (int i = 0; i < times; i++) {
      String unused = server.postedElsewhere("another " + i);
    }
  }

  private int deleteAll() {
    List<Live> live = server.live();
    live.forEach(each -> server.deletedElsewhere(each.id()));
    return live.size();
  }
}

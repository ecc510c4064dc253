package dev.belfry.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.belfry.account.Account;
import dev.belfry.account.AccountSettings;
import dev.belfry.account.Credential;
import dev.belfry.networks.body.JsonBody;
import dev.belfry.post.AccountName;
import dev.belfry.post.Attachment;
import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.Presentation;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Look;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Preparation;
import dev.belfry.testing.KeptCredentials;
import dev.belfry.testing.Pictures;
import dev.belfry.testing.SettableClock;
import dev.belfry.testing.network.Asked;
import dev.belfry.testing.network.Behaviour;
import dev.belfry.testing.network.FakeApi.Live;
import dev.belfry.testing.network.FakeX;
import dev.belfry.testing.network.RawServer;
import dev.belfry.testing.network.Servers;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What X alone does. */
final class XPublisherTest {
  private static final AccountName ANN = AccountName.parse("x:ann");
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final int BIG = 9 * 1024 * 1024;

  private final FakeX x = FakeX.start("ann");
  private final Pictures pictures = new Pictures();
  private final KeptCredentials credentials = new KeptCredentials();
  private final SettableClock clock =
      new SettableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  private final byte[] big = bytes();
  private final Networks networks =
      new Networks(
          new NetworkTools(
              credentials,
              sha256 ->
                  sha256.equals(Pictures.sha256(big))
                      ? new ByteArrayInputStream(big)
                      : pictures.open(sha256),
              clock));

  @BeforeEach
  void logIn() {
    credentials.keep(x.byPin(ANN));
  }

  @AfterEach
  void stop() {
    x.close();
  }

  @Test
  void the_same_text_again_is_refused_in_the_words_of_x() {
    assertThat(release("Ding").sendNext()).isInstanceOf(Outcome.Posted.class);

    assertThat(release("Ding").sendNext())
        .asInstanceOf(type(Outcome.Refused.class))
        .satisfies(refused -> assertThat(refused.retryable()).isFalse())
        .satisfies(refused -> assertThat(refused.words()).contains("duplicate content"));
  }

  /** Where looks never find it, an account that rather sends twice would go on for ever. */
  @Test
  void the_same_text_is_another_post_s_where_no_earlier_try_may_be_live() {
    assertThat(release("Ding").sendNext()).isInstanceOf(Outcome.Posted.class);
    ReleaseByHand release = release("Ding");
    x.posts().then(Behaviour.RATE_LIMITED);

    assertThat(release.sendNext()).isInstanceOf(Outcome.Deferred.class);
    assertThat(release.sendNext())
        .asInstanceOf(type(Outcome.Refused.class))
        .returns(false, Outcome.Refused::retryable);
  }

  @Test
  void the_same_text_at_a_second_try_may_be_the_first_ones_and_is_looked_for() {
    ReleaseByHand release = release("Ding");
    x.posts().then(Behaviour.DONE_AND_DROPPED);
    Outcome first = release.sendNext();
    clock.tick(Duration.ofHours(1)); // the second try is an hour later, and its look reaches back

    Attempt again = release.open();
    Outcome second = release.send(again);

    assertThat(first).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(second)
        .asInstanceOf(type(Outcome.Unconfirmed.class))
        .satisfies(doubt -> assertThat(doubt.words()).contains("duplicate content"));
    assertThat(release.look(again)).isInstanceOf(Look.Found.class);
    assertThat(x.live()).hasSize(1);
  }

  /** X refuses a text that is there already, but knows nothing of one that was edited. */
  @Test
  void nothing_edited_is_sent_beside_an_earlier_try_that_arrived_after_all() {
    ReleaseByHand release = release("Dnig");
    Attempt first = lost(release);
    clock.tick(Duration.ofHours(2));
    release.edit(new Post(List.of(Part.of("Ding"))));
    assertThat(networks.publisher(ANN).publish(first, AMPLE)).isInstanceOf(Outcome.Posted.class);

    Attempt second = release.open();
    assertThat(release.send(second))
        .asInstanceOf(type(Outcome.Unconfirmed.class))
        .satisfies(
            doubt ->
                assertThat(doubt.words())
                    .contains("is live at https://x.com/ann/status/", "--posted", "--not-posted"));
    assertThat(release.look(second)).isInstanceOf(Look.Unclear.class);
    assertThat(x.live()).extracting(Live::text).containsExactly("Dnig");

    release.isNotLive(second);
    assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
  }

  @Test
  void what_was_edited_goes_out_where_no_earlier_try_arrived_and_waits_where_that_cannot_be_seen() {
    ReleaseByHand release = release("Dnig");
    Attempt unused = lost(release);
    release.edit(new Post(List.of(Part.of("Ding"))));
    x.looks().then(Behaviour.ERROR_500);

    assertThat(release.sendNext()).isInstanceOf(Outcome.NotSent.class);
    assertThat(x.live()).isEmpty();
    assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    assertThat(x.live()).extracting(Live::text).containsExactly("Ding");
  }

  @Test
  void files_that_were_brought_anew_are_not_sent_beside_those_of_an_earlier_try() {
    ReleaseByHand release = release(with(pictures.draw("A bell", 16)), networks);
    assertThat(release.prepare()).isInstanceOf(Preparation.Ready.class);
    Attempt first = lost(release);
    assertThat(networks.publisher(ANN).publish(first, AMPLE)).isInstanceOf(Outcome.Posted.class);
    clock.tick(Duration.ofHours(25));
    release.forget();

    assertThat(release.sendNext())
        .asInstanceOf(type(Outcome.Posted.class))
        .returns(x.live().get(0).id(), Outcome.Posted::remoteId);
    assertThat(x.live()).hasSize(1);
  }

  /** One that never came to anything, as a person says after two looks. */
  private Attempt lost(ReleaseByHand release) {
    Attempt attempt = release.open();
    x.posts().then(Behaviour.DROPPED);
    assertThat(release.send(attempt)).isInstanceOf(Outcome.Unconfirmed.class);
    release.isNotLive(attempt);
    return attempt;
  }

  @Test
  void a_reply_that_comes_too_soon_after_its_parent_is_sent_again_five_seconds_later() {
    ReleaseByHand release = release("one", "two");
    assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    x.takeRepliesAfter(2);

    for (int times = 0; times < 2; times++) {
      assertThat(release.sendNext())
          .asInstanceOf(type(Outcome.Deferred.class))
          .returns(clock.instant().plusSeconds(5), Outcome.Deferred::until);
      clock.tick(Duration.ofSeconds(5));
    }

    assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    assertThat(x.live()).extracting(Live::text).containsExactly("one", "two");
  }

  @Test
  void a_reply_whose_parent_stays_unknown_is_not_tried_for_ever() {
    ReleaseByHand release = release("one", "two");
    assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    x.takeRepliesAfter(100);

    for (int times = 0; times < 3; times++) {
      assertThat(release.sendNext()).isInstanceOf(Outcome.Deferred.class);
    }
    assertThat(release.sendNext())
        .asInstanceOf(type(Outcome.Refused.class))
        .satisfies(refused -> assertThat(refused.retryable()).isTrue());
  }

  @Test
  void a_bill_that_is_not_paid_stops_the_account() {
    x.say(402, "", problem(402, "about:blank", "Your account has no credits left."));

    assertThat(release("Ding").sendNext())
        .asInstanceOf(type(Outcome.AccountRefused.class))
        .satisfies(refused -> assertThat(refused.words()).contains("no credits left"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"client-forbidden", "oauth1-permissions"})
  void an_app_that_may_not_post_stops_the_account(String type) {
    x.say(403, "", problem(403, "https://api.twitter.com/2/problems/" + type, "It may not."));

    assertThat(release("Ding").sendNext()).isInstanceOf(Outcome.AccountRefused.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 326})
  void an_account_that_is_suspended_or_locked_is_stopped_and_its_posts_are_kept(int code) {
    x.say(
        403,
        "",
        "{\"errors\":[{\"code\":%d,\"message\":\"This account is not what it was.\"}]}"
            .formatted(code));

    assertThat(release("Ding").sendNext())
        .asInstanceOf(type(Outcome.AccountRefused.class))
        .satisfies(refused -> assertThat(refused.words()).contains("not what it was"));
  }

  @Test
  void an_app_that_may_not_upload_stops_the_account_as_one_that_may_not_post_does() {
    Credential ann = credentials.of(ANN).orElseThrow();
    String problem =
        problem(403, "https://api.twitter.com/2/problems/client-forbidden", "It may not.");
    try (RawServer forbids = Servers.always(403, "application/json", problem)) {
      credentials.keep(
          new Credential(
              ANN, ann.kind(), URI.create(forbids.url()), ann.remoteId(), ann.secret(), null));

      assertThat(release(with(pictures.draw("A bell", 16)), networks).prepare())
          .asInstanceOf(type(Preparation.Failed.class))
          .satisfies(
              failed -> assertThat(failed.outcome()).isInstanceOf(Outcome.AccountRefused.class));
    }
  }

  @Test
  void another_403_is_about_the_post() {
    x.say(403, "", problem(403, "about:blank", "You are not permitted to do this."));

    assertThat(release("Ding").sendNext()).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void x_names_the_second_when_its_window_opens_again() {
    Instant reset = clock.instant().plusSeconds(600);
    x.say(429, "X-Rate-Limit-Reset: %d\r\n".formatted(reset.getEpochSecond()), "{}");

    assertThat(release("Ding").sendNext())
        .asInstanceOf(type(Outcome.Deferred.class))
        .returns(reset, Outcome.Deferred::until);
  }

  @Test
  void a_day_that_is_used_up_ends_later_than_the_window() {
    Instant window = clock.instant().plusSeconds(600);
    Instant day = clock.instant().plus(Duration.ofHours(5));
    x.say(
        429,
        "x-rate-limit-reset: %d\r\nx-app-limit-24hour-remaining: 0\r\n"
                .formatted(window.getEpochSecond())
            + "x-app-limit-24hour-reset: %d\r\n".formatted(day.getEpochSecond()),
        "{}");

    assertThat(release("Ding").sendNext())
        .asInstanceOf(type(Outcome.Deferred.class))
        .returns(day, Outcome.Deferred::until);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":{\"id\":\"../7\",\"text\":\"Ding\"}}",
        "{\"data\":{\"id\":7,\"text\":\"Ding\"}}",
        "{\"data\":{\"id\":\"7\",\"text\":\"Dong\"}}",
        "{\"data\":{\"id\":\"7\"}}",
        "{\"data\":{\"text\":\"Ding\"}}"
      })
  void an_answer_that_does_not_tell_of_this_post_is_no_proof_of_it(String json) {
    x.say(201, "", json);

    assertThat(release("Ding").sendNext()).isInstanceOf(Outcome.Unconfirmed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Fish & chips < 5 €, \"quoted\" &amp; <b>",
        "see example.org, example.org/a/ and https://example.org/?a=b&c=d#e",
        "two  spaces\n\nand lines",
        "https://example.org",
        "日本語 https://例え.jp/道 と"
      })
  void a_text_is_found_however_x_shows_it(String text) {
    ReleaseByHand release = release(text);
    Attempt attempt = release.open();
    x.posts().then(Behaviour.DONE_AND_DROPPED);

    assertThat(release.send(attempt)).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(release.look(attempt)).isInstanceOf(Look.Found.class);
  }

  @Test
  void a_look_is_not_taken_before_x_can_show_anything() {
    ReleaseByHand release = release("Ding");
    x.posts().then(Behaviour.DROPPED);
    Attempt attempt = release.open();
    Outcome unused = release.send(attempt);
    long asked = x.asked().size();

    clock.tick(Duration.ofSeconds(29));
    assertThat(networks.publisher(ANN).look(release.asOpen(attempt), AMPLE))
        .isInstanceOf(Look.Later.class);
    assertThat(x.asked()).hasSize((int) asked);
  }

  @Test
  void a_post_of_the_same_words_that_answers_nothing_is_not_a_reply_of_them() {
    ReleaseByHand release = release("one", "Ding");
    assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    x.posts().then(Behaviour.DROPPED);
    Attempt attempt = release.open();
    Outcome unused = release.send(attempt);
    assertThat(release("Ding").sendNext()).isInstanceOf(Outcome.Posted.class);

    assertThat(release.look(attempt)).isInstanceOf(Look.Unclear.class);
  }

  @Test
  void a_post_is_looked_for_page_by_page() {
    ReleaseByHand release = release("Ding");
    Attempt attempt = release.open();
    x.posts().then(Behaviour.DONE_AND_DROPPED);
    Outcome unused = release.send(attempt);
    for (int i = 0; i < 4; i++) {
      assertThat(release("other " + i).sendNext()).isInstanceOf(Outcome.Posted.class);
    }
    x.listAtMost(1);

    assertThat(release.look(attempt)).isInstanceOf(Look.Found.class);
  }

  @Test
  void an_account_with_too_many_new_posts_proves_nothing() {
    ReleaseByHand release = release("Ding");
    Attempt attempt = release.open();
    x.posts().then(Behaviour.DROPPED);
    Outcome unused = release.send(attempt);
    for (int i = 0; i < 6; i++) {
      assertThat(release("other " + i).sendNext()).isInstanceOf(Outcome.Posted.class);
    }
    x.listAtMost(1);

    assertThat(release.look(attempt)).isInstanceOf(Look.Unclear.class);
  }

  @Test
  void a_reply_is_found_where_x_still_uses_its_names_of_before() {
    x.speakAsBefore();
    ReleaseByHand release = release("one", "two");
    assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    Attempt attempt = release.open();
    x.posts().then(Behaviour.DONE_AND_DROPPED);

    assertThat(release.send(attempt)).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(release.look(attempt)).isInstanceOf(Look.Found.class);
  }

  @Test
  void a_quoted_post_goes_out_by_its_id_and_is_no_part_of_the_text() {
    Presentation quoting =
        new Presentation(
            Map.of(Network.X, "https://x.com/bob/status/1759999999999999999"), null, null, null);
    ReleaseByHand release = release(new Post(List.of(Part.of("So true")), quoting), networks);
    Attempt attempt = release.open();
    x.posts().then(Behaviour.DONE_AND_DROPPED);

    Outcome outcome = release.send(attempt);

    assertThat(JsonBody.read(attempt.request().body()).path("quote_tweet_id").stringValue())
        .isEqualTo("1759999999999999999");
    assertThat(outcome).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(release.look(attempt)).isInstanceOf(Look.Found.class);
  }

  @Test
  void media_without_a_word_are_found_by_their_ids() {
    ReleaseByHand release = release(with(pictures.draw("A bell", 16)), networks);
    assertThat(release.prepare()).isInstanceOf(Preparation.Ready.class);
    Attempt attempt = release.open();
    x.posts().then(Behaviour.DONE_AND_DROPPED);

    assertThat(release.send(attempt)).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(release.look(attempt)).isInstanceOf(Look.Found.class);
  }

  @Test
  void an_image_that_came_is_not_brought_again_because_the_next_one_did_not() {
    Attachment bell = pictures.draw("A bell", 16);
    Attachment rope = pictures.draw("A rope", 18);
    ReleaseByHand release = release(with(bell, rope), networks);
    x.uploads().then(Behaviour.WELL, Behaviour.ERROR_500);

    assertThat(release.prepare())
        .asInstanceOf(type(Preparation.Failed.class))
        .satisfies(failed -> assertThat(failed.found()).hasSize(1));
  }

  @ParameterizedTest
  @EnumSource(names = {"GIF", "MP4"})
  void what_moves_is_sent_in_segments_and_waited_for(MediaType type) {
    x.process("pending", "in_progress", "succeeded");

    assertThat(release(with(moving(type)), networks).sendNext()).isInstanceOf(Outcome.Posted.class);

    assertThat(x.segments()).isEqualTo(3);
    assertThat(x.live().get(0).pictures())
        .singleElement()
        .satisfies(picture -> assertThat(picture.sha256()).isEqualTo(Pictures.sha256(big)));
  }

  @ParameterizedTest
  @EnumSource(names = {"ERROR_500", "DROPPED", "DONE_AND_DROPPED"})
  void a_segment_that_is_lost_is_sent_again(Behaviour behaviour) {
    x.uploads().then(Behaviour.WELL, Behaviour.WELL, behaviour);

    assertThat(release(with(moving(MediaType.MP4)), networks).sendNext())
        .isInstanceOf(Outcome.Posted.class);

    assertThat(x.asked()).extracting(Asked::path).filteredOn(p -> p.endsWith("append")).hasSize(4);
    assertThat(x.live().get(0).pictures().get(0).sha256()).isEqualTo(Pictures.sha256(big));
  }

  @Test
  void a_segment_that_is_refused_is_not_sent_again() {
    x.uploads().then(Behaviour.WELL, Behaviour.REFUSED);

    assertThat(release(with(moving(MediaType.MP4)), networks).sendNext())
        .isInstanceOf(Outcome.Refused.class);
    assertThat(x.asked()).hasSize(2);
  }

  @Test
  void a_video_that_x_can_not_use_fails_for_good_and_nothing_is_posted() {
    x.process("in_progress", "failed");

    assertThat(release(with(moving(MediaType.MP4)), networks).sendNext())
        .asInstanceOf(type(Outcome.Refused.class))
        .satisfies(refused -> assertThat(refused.retryable()).isFalse())
        .satisfies(refused -> assertThat(refused.words()).contains("can't use the video"));
    assertThat(x.live()).isEmpty();
  }

  @Test
  void a_video_that_is_never_done_ends_with_the_deadline() {
    x.process("in_progress");
    Networks inTime =
        new Networks(
            new NetworkTools(credentials, sha256 -> new ByteArrayInputStream(big), Instant::now));
    ReleaseByHand release =
        new ReleaseByHand(
            inTime, clock, account(), with(moving(MediaType.MP4)), Duration.ofSeconds(3));

    assertThat(release.prepare())
        .asInstanceOf(type(Preparation.Failed.class))
        .extracting(Preparation.Failed::outcome, type(Outcome.Refused.class))
        .returns(true, Outcome.Refused::retryable);
  }

  @Test
  void a_video_that_is_not_done_when_the_node_is_stopped_is_left_there() {
    x.process("in_progress");
    ReleaseByHand release = release(with(moving(MediaType.MP4)), networks);
    release.stopWhen(() -> x.asked().stream().anyMatch(asked -> asked.path().endsWith("finalize")));

    assertStopped(release);
  }

  /** It is gone on with as long as X keeps it for long enough to be used then. */
  @ParameterizedTest
  @CsvSource({"3, 1", "5, 2"})
  void a_video_that_x_is_still_at_work_on_is_not_brought_again(int hours, int times) {
    x.process("in_progress");
    ReleaseByHand release = release(with(moving(MediaType.MP4)), networks);
    release.stopWhen(() -> x.asked().stream().anyMatch(asked -> asked.path().endsWith("finalize")));
    assertStopped(release);
    release.stopWhen(() -> false);
    x.process("in_progress", "succeeded");
    clock.tick(Duration.ofHours(hours));

    assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    assertThat(uploads()).hasSize(times);
  }

  @Test
  void a_video_that_x_could_not_use_is_brought_again_when_a_person_says_retry() {
    x.process("failed");
    ReleaseByHand release = release(with(moving(MediaType.MP4)), networks);
    assertThat(release.sendNext()).isInstanceOf(Outcome.Refused.class);
    x.process("succeeded");

    assertThat(release.sendNext()).isInstanceOf(Outcome.Posted.class);
    assertThat(uploads()).hasSize(2);
  }

  private List<Asked> uploads() {
    return x.asked().stream().filter(each -> each.path().endsWith("/initialize")).toList();
  }

  @Test
  void a_file_that_is_not_there_yet_when_the_node_is_stopped_is_sent_no_further() {
    ReleaseByHand release = release(with(moving(MediaType.MP4)), networks);
    release.stopWhen(() -> x.segments() == 1);

    assertStopped(release);
    assertThat(x.segments()).isEqualTo(1);
  }

  private static void assertStopped(ReleaseByHand release) {
    assertThat(release.prepare())
        .asInstanceOf(type(Preparation.Failed.class))
        .satisfies(failed -> assertThat(failed.outcome().words()).startsWith("Belfry was stopped"));
  }

  private ReleaseByHand release(String... texts) {
    return release(new Post(List.of(texts).stream().map(Part::of).toList()), networks);
  }

  private ReleaseByHand release(Post post, Networks by) {
    return new ReleaseByHand(by, clock, account(), post, AMPLE);
  }

  private static Account account() {
    return new Account(1, ANN, AccountSettings.DEFAULT);
  }

  private static Post with(Attachment... media) {
    return new Post(List.of(new Part("", List.of(media))));
  }

  /** Nobody looks into it here. */
  private Attachment moving(MediaType type) {
    boolean isVideo = type.isVideo();
    return new Attachment(
        new Media(
            Pictures.sha256(big),
            type,
            640,
            480,
            !isVideo,
            isVideo ? Duration.ofSeconds(9) : null,
            BIG),
        "A bell that swings");
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[BIG];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 + i / 1_000);
    }
    return bytes;
  }

  private static String problem(int status, String type, String detail) {
    return "{\"title\":\"No\",\"type\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
        .formatted(type, status, detail);
  }
}

package dev.belfry.testing.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.publish.Attempt;
import dev.belfry.publish.Look;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.queue.SentPart;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fake network does is what a publisher sees, and what its record shows. */
final class FakeNetworkTest {
  private static final String KEYED = "mastodon:ann@example.social";
  private static final Duration AMPLE = Duration.ofSeconds(20);

  /** Ample for the request to get there, and what ends a call that hangs. */
  private static final Duration SHORT = Duration.ofMillis(700);

  private static final Set<Behaviour> HANGING =
      EnumSet.of(Behaviour.LATE, Behaviour.DONE_LATE, Behaviour.DONE_MUCH_LATER, Behaviour.SLOW);

  /** How much longer than its deadline a call may take on a busy machine. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private FakeNetwork network = FakeNetwork.start(Guarantee.IDEMPOTENT);
  private FakePublishers publishers = new FakePublishers(network.url(), Guarantee.IDEMPOTENT);

  @AfterEach
  void stop() {
    network.close();
  }

  private void startAgain(Guarantee guarantee) {
    network.close();
    network = FakeNetwork.start(guarantee);
    publishers = new FakePublishers(network.url(), guarantee);
  }

  @ParameterizedTest
  @CsvSource({
    "WELL, Posted, Found",
    "LATE, Unconfirmed, Found",
    "DONE_LATE, Unconfirmed, Found",
    "DONE_MUCH_LATER, Unconfirmed, Found",
    "DONE_AND_DROPPED, Unconfirmed, Found",
    "DROPPED, Unconfirmed, ProvedAbsent",
    "DONE_AND_500, Unconfirmed, Found",
    "ERROR_500, Unconfirmed, ProvedAbsent",
    "RATE_LIMITED, Deferred, ProvedAbsent",
    "REFUSED, Refused, ProvedAbsent",
    "UNAUTHORIZED, AccountRefused, ProvedAbsent",
    "DONE_AND_GARBAGE, Unconfirmed, Found",
    "GARBAGE, Unconfirmed, ProvedAbsent",
    "DONE_AND_NONSENSE, Unconfirmed, Found",
    "SLOW, Unconfirmed, Found",
    "HUGE, Unconfirmed, Found",
  })
  void each_misbehaviour_comes_out_as_what_is_known_and_a_look_tells_the_rest(
      Behaviour behaviour, String outcome, String look) {
    network.posts().then(behaviour);
    Attempt attempt = attempt(KEYED, 1, "Ding");

    assertThat(publish(attempt, within(behaviour)))
        .extracting(FakeNetworkTest::name)
        .isEqualTo(outcome);
    awaitAccepted(behaviour.accepts() ? 1 : 0);
    assertThat(look(attempt)).extracting(FakeNetworkTest::name).isEqualTo(look);
    assertThat(network.postsAsked()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Behaviour.class)
  void each_misbehaviour_comes_out_so_without_keys_too_but_absence_proves_nothing(
      Behaviour behaviour) {
    startAgain(Guarantee.NONE);
    network.posts().then(behaviour);
    Attempt attempt = attempt("x:ann", 1, "Ding");

    Outcome outcome = publish(attempt, within(behaviour));
    awaitAccepted(behaviour.accepts() ? 1 : 0);
    assertThat(outcome instanceof Outcome.Posted).isEqualTo(behaviour == Behaviour.WELL);
    assertThat(look(attempt))
        .isInstanceOf(behaviour.accepts() ? Look.Found.class : Look.Absent.class);
    assertThat(network.postsAsked()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "WELL, Found",
    "LATE, Unanswered",
    "DROPPED, Unanswered",
    "ERROR_500, Unknown",
    "RATE_LIMITED, Later",
    "REFUSED, Unknown",
    "UNAUTHORIZED, Unanswered",
    "GARBAGE, Unanswered",
    "DONE_AND_NONSENSE, Unknown",
    "SLOW, Unanswered",
    "HUGE, Unanswered",
  })
  void a_look_may_be_lost_too(Behaviour behaviour, String seen) {
    for (Guarantee guarantee : List.of(Guarantee.IDEMPOTENT, Guarantee.NONE)) {
      startAgain(guarantee);
      Attempt attempt = attempt(KEYED, 1, "Ding");
      Outcome posted = publish(attempt);
      network.looks().then(behaviour, behaviour); // java.net.http asks twice where it's dropped

      Look look = look(attempt, within(behaviour));

      assertThat(look).extracting(FakeNetworkTest::name).isEqualTo(seen);
      if (look instanceof Look.Found found) {
        assertThat(found.posted()).isEqualTo(posted);
      }
    }
  }

  @Test
  void a_key_that_was_used_gives_back_what_is_live() {
    Outcome first = publish(attempt(KEYED, 1, "Ding"));
    Outcome again = publish(attempt(KEYED, 1, "Ding"));

    assertThat(again).isEqualTo(first);
    assertThat(texts()).containsExactly("Ding");
    assertThat(network.postsAsked()).isEqualTo(2);
  }

  @Test
  void a_repeat_may_fail_though_nothing_is_written() {
    startAgain(Guarantee.REPEAT_FAILS);
    Attempt attempt = attempt("bluesky:ann.example", 1, "Ding");
    Outcome first = publish(attempt);

    assertThat(publish(attempt)).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(texts()).containsExactly("Ding");
    assertThat(look(attempt)).isEqualTo(new Look.Found((Outcome.Posted) first));
  }

  @Test
  void without_keys_the_same_again_is_a_second_post_and_the_record_shows_it() {
    startAgain(Guarantee.NONE);
    Outcome first = publish(attempt(KEYED, 1, "Ding"));
    Outcome again = publish(attempt(KEYED, 1, "Ding"));

    assertThat(again).isNotEqualTo(first);
    assertThat(texts()).containsExactly("Ding", "Ding");
  }

  @Test
  void x_has_no_keys_whatever_the_others_have() {
    network.posts().then(Behaviour.DROPPED);
    Attempt attempt = attempt("x:ann", 1, "Ding");

    assertThat(publish(attempt)).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(look(attempt)).isInstanceOf(Look.Absent.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x:ann", KEYED, "bluesky:ann.example"})
  void the_record_shows_account_text_parent_key_and_order(String account) {
    Outcome.Posted first = (Outcome.Posted) publish(attempt(account, 1, "Ding", "Dong"));
    Attempt second = attempt(account, 1, List.of(sent(first)), "Ding", "Dong");
    Outcome.Posted answer = (Outcome.Posted) publish(second);

    List<Accepted> record = network.record();
    assertThat(record).extracting(Accepted::text).containsExactly("Ding", "Dong");
    assertThat(record).extracting(Accepted::account).containsOnly(account);
    assertThat(record).extracting(Accepted::parent).containsExactly(null, first.remoteId());
    assertThat(record.get(1).key())
        .isEqualTo(account.startsWith("x:") ? null : second.request().correlation());
    assertThat(record.get(1).at()).isAfterOrEqualTo(record.get(0).at());
    assertThat(answer.url()).startsWith(network.url());
    assertThat(Accepted.read(record.get(1).line())).containsExactly(record.get(1));
  }

  @Test
  void the_same_text_under_another_parent_is_another_post() {
    startAgain(Guarantee.NONE);
    Outcome.Posted parent = (Outcome.Posted) publish(attempt("x:ann", 1, "Ding", "Ding"));
    network.posts().then(Behaviour.DROPPED);
    Attempt answer = attempt("x:ann", 1, List.of(sent(parent)), "Ding", "Ding");

    assertThat(publish(answer)).isInstanceOf(Outcome.Unconfirmed.class);
    assertThat(look(answer)).isInstanceOf(Look.Absent.class);
  }

  @Test
  void the_rate_is_limited_until_the_instant_that_is_named() {
    network.comesBackIn(Duration.ofSeconds(90));
    network.posts().then(Behaviour.RATE_LIMITED);
    Instant before = Instant.now();

    Outcome.Deferred deferred = (Outcome.Deferred) publish(attempt(KEYED, 1, "Ding"));

    assertThat(deferred.until()).isBetween(before.plusSeconds(90), Instant.now().plusSeconds(90));
    assertThat(deferred.words()).endsWith("answered 429: too many posts");
  }

  @Test
  void nobody_at_the_other_end_is_certainly_not_sent_to() {
    network.close();

    assertThat(publish(attempt(KEYED, 1, "Ding"))).isInstanceOf(Outcome.NotSent.class);
  }

  @Test
  void chance_deals_the_shares_that_it_is_told_and_a_seed_deals_them_again() {
    List<Behaviour> dealt = deal(7, "WELL=70,DROPPED=20,late=10");

    assertThat(deal(7, "WELL=70,DROPPED=20,LATE=10")).isEqualTo(dealt);
    assertThat(deal(8, "WELL=70,DROPPED=20,LATE=10")).isNotEqualTo(dealt);
    assertThat(dealt)
        .containsOnly(Behaviour.WELL, Behaviour.DROPPED, Behaviour.LATE)
        .filteredOn(Behaviour.DROPPED::equals)
        .hasSizeBetween(150, 250);
  }

  private static List<Behaviour> deal(long seed, String shares) {
    Behaviours behaviours = new Behaviours(seed);
    behaviours.byChance(shares);
    return Stream.generate(behaviours::next).limit(1_000).toList();
  }

  private static Duration within(Behaviour behaviour) {
    return HANGING.contains(behaviour) ? SHORT : AMPLE;
  }

  private Outcome publish(Attempt attempt) {
    return publish(attempt, AMPLE);
  }

  private Outcome publish(Attempt attempt, Duration within) {
    return inTime(
        within, () -> publishers.publisher(attempt.claim().account()).publish(attempt, within));
  }

  private Look look(Attempt attempt) {
    return look(attempt, AMPLE);
  }

  private Look look(Attempt attempt, Duration within) {
    OpenAttempt open = Attempts.open(attempt, Instant.now());
    return inTime(within, () -> publishers.publisher(open.account()).look(open, within));
  }

  private static <T> T inTime(Duration within, Supplier<T> call) {
    long start = System.nanoTime();
    T result = call.get();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(within.plus(GRACE));
    return result;
  }

  private void awaitAccepted(int posts) {
    await().atMost(AMPLE).until(() -> network.record().size() == posts);
  }

  private List<String> texts() {
    return network.record().stream().map(Accepted::text).toList();
  }

  private static SentPart sent(Outcome.Posted posted) {
    return new SentPart(posted.remoteId(), posted.cid());
  }

  private static String name(Object of) {
    return of.getClass().getSimpleName();
  }

  private Attempt attempt(String account, long delivery, String... parts) {
    return attempt(account, delivery, List.of(), parts);
  }

  private Attempt attempt(String account, long delivery, List<SentPart> sent, String... parts) {
    return Attempts.next(publishers, account, delivery, sent, List.of(parts));
  }
}

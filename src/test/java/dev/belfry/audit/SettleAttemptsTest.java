package dev.belfry.audit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.account.Account;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.PostId;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Backoff;
import dev.belfry.publish.Look;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.OpenAttempt.Doubt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Request;
import dev.belfry.publish.SettleDoubt;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.publish.Settlement;
import dev.belfry.queue.AbsentTries;
import dev.belfry.queue.Claim;
import dev.belfry.queue.ClaimDue;
import dev.belfry.queue.Holds;
import dev.belfry.queue.Lease;
import dev.belfry.queue.LowWater;
import dev.belfry.queue.Portion;
import dev.belfry.queue.SentPart;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.sql.DatabaseException;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.ScriptedPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link OpenAttempts} and {@link SettleAttempts}: the row before the call, and after it. */
@ExtendWith(PostgresExtension.class)
final class SettleAttemptsTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  /** As often as a delivery is before one more failure ends it. */
  private static final int PUT_OFF = 7;

  private final SettleOutcome settle =
      new SettleOutcome(Backoff.DEFAULT, Backoff.LOOKS, new Random(1));
  private final QueueFixture queue;
  private final Account account;

  SettleAttemptsTest(DataSource source) {
    this.queue = new QueueFixture(source);
    this.account = queue.account("dry-run:x:one");
  }

  @Test
  void settling_twice_changes_nothing() {
    PostId post = queue.post("hello");
    Attempt attempt = opened(post);
    Settlement settlement = settlement(attempt, posted(attempt));

    assertThat(record(settlement)).containsExactly(attempt.claim().delivery());
    List<HistoryEvent> once = queue.history();
    assertThat(record(settlement)).isEmpty();
    assertThat(record(settlement(attempt, new Outcome.Refused("no", false)))).isEmpty();

    assertThat(queue.history()).isEqualTo(once);
    assertThat(state(post)).isEqualTo(DeliveryState.PUBLISHED);
    assertThat(once)
        .extracting(HistoryEvent::event)
        .containsExactly("drafted", "scheduled", "attempted", "published");
  }

  @Test
  void a_known_success_is_recorded_after_the_lease_was_lost_and_nobody_sends_it_again() {
    PostId post = queue.post("hello");
    Attempt attempt = opened(post);
    leaseRunsOut();
    List<Lease> theirs = take();
    List<OpenAttempt> abandoned = toLookInto(theirs);

    assertThat(record(settlement(attempt, posted(attempt)))).hasSize(1);
    assertThat(abandoned).hasSize(1);
    assertThat(record(settle.settle(abandoned.get(0), new Look.Unknown("no answer"), NOON)))
        .isEmpty();

    assertThat(state(post)).isEqualTo(DeliveryState.PUBLISHED);
  }

  @Test
  void a_settlement_under_an_old_token_leaves_the_newer_attempt_open() {
    PostId post = queue.post("hello");
    Attempt first = opened(post);
    Attempt second = notFoundAndOpenedAgain();

    assertThat(record(settlement(first, new Outcome.Refused("late answer", false)))).isEmpty();
    assertThat(state(post)).isEqualTo(DeliveryState.CLAIMED);
    assertThat(record(settlement(second, posted(second)))).hasSize(1);
  }

  @Test
  void a_part_cannot_be_told_as_published_twice() {
    Attempt attempt = opened(queue.post("hello"));
    record(settlement(attempt, posted(attempt)));

    assertThatThrownBy(
            () ->
                queue.execute(
                    """
                    INSERT INTO history (event, post_id, account, part, remote_id, actor)
                    SELECT event, post_id, account, part, 'another', actor
                    FROM history WHERE event = 'published'
                    """))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("history_published_once");
  }

  @Test
  void an_attempt_is_not_opened_under_a_lease_that_was_lost() {
    queue.schedule(queue.post("hello"), account, NOON);
    Claim claim = claim(take());
    leaseRunsOut();

    assertThat(tryToOpen(claim)).isEmpty();
    assertThat(queue.told("attempted")).isEmpty();
  }

  @Test
  void an_attempt_in_doubt_keeps_the_delivery_out_of_the_queue() {
    PostId post = queue.post("hello");
    Attempt attempt = opened(post);

    record(settlement(attempt, new Outcome.Unconfirmed("timeout")));

    assertThat(state(post)).isEqualTo(DeliveryState.UNCONFIRMED);
    assertThat(queue.read(post).deliveries().get(0).reason()).isEqualTo("timeout");
    leaseRunsOut();
    assertThat(take()).isEmpty();
  }

  @Test
  void a_definite_answer_that_comes_late_answers_the_doubt() {
    PostId post = queue.post("hello");
    Attempt attempt = opened(post);
    record(settlement(attempt, new Outcome.Unconfirmed("timeout")));

    assertThat(record(settlement(attempt, new Outcome.Refused("too long", false)))).hasSize(1);

    assertThat(state(post)).isEqualTo(DeliveryState.FAILED);
  }

  @Test
  void a_success_that_comes_after_the_part_was_sent_again_is_told_and_not_believed_twice() {
    PostId post = queue.post("hello");
    Attempt first = opened(post);
    Attempt second = notFoundAndOpenedAgain();

    assertThat(second.number()).isEqualTo(2);
    assertThat(record(settlement(second, posted(second)))).hasSize(1);
    assertThat(record(settlement(first, posted(first)))).isEmpty();

    assertThat(state(post)).isEqualTo(DeliveryState.PUBLISHED);
    assertThat(outcomes()).containsExactly("repeated", "posted");
    assertThat(queue.history())
        .last()
        .satisfies(event -> assertThat(event.detail()).contains("live already"));
  }

  /** Somebody may have edited the post between the two: one look finds whichever arrived. */
  @Test
  void who_looks_into_a_try_is_told_what_the_others_sent_that_were_not_found() {
    PostId post = queue.post("hello");
    Attempt first = opened(post);
    leaseRunsOut();
    List<Lease> theirs = take();
    OpenAttempt found = toLookInto(theirs).get(0);
    record(settle.settle(found, new Look.ProvedAbsent(), NOON));
    queue.execute("UPDATE rendered_parts SET body = '{\"text\":\"good morning\"}'");
    Attempt second = open(claim(theirs));
    leaseRunsOut();

    assertThat(found.absent()).isNull();
    assertThat(toLookInto(take()))
        .singleElement()
        .returns(second.request().body(), OpenAttempt::body)
        .satisfies(
            open ->
                assertThat(requireNonNull(open.absent()))
                    .returns(List.of(first.request().body()), AbsentTries::bodies)
                    .returns(found.openedAt(), AbsentTries::since));
  }

  @Test
  void a_success_that_comes_while_the_part_is_being_sent_again_counts_once() {
    PostId post = queue.post("hello");
    Attempt first = opened(post);
    Attempt second = notFoundAndOpenedAgain();

    assertThat(record(settlement(first, posted(first)))).hasSize(1);
    assertThat(record(settlement(second, posted(second)))).isEmpty();

    assertThat(state(post)).isEqualTo(DeliveryState.PUBLISHED);
    assertThat(outcomes()).containsExactly("posted", "repeated");
  }

  @Test
  void a_success_that_comes_after_the_part_went_back_into_the_queue_takes_it_out() {
    PostId post = queue.post("hello");
    Attempt first = opened(post);
    List<Lease> theirs = takenAndNotFound();

    assertThat(record(settlement(first, posted(first)))).hasSize(1);

    assertThat(state(post)).isEqualTo(DeliveryState.PUBLISHED);
    assertThat(claims(theirs)).isEmpty();
  }

  @Test
  void a_success_that_comes_after_a_thread_went_back_into_the_queue_leaves_the_rest_to_be_sent() {
    PostId thread = queue.post("one", "two");
    Attempt first = opened(thread);
    List<Lease> theirs = takenAndNotFound();

    assertThat(record(settlement(first, posted(first)))).hasSize(1);

    assertThat(claim(theirs).nextPart()).hasValue(2);
  }

  /** Found by the chaos test: the history told "published", and after it the next try. */
  @Test
  void what_a_late_answer_is_just_being_written_down_for_is_not_claimed() {
    PostId post = queue.post("hello");
    Attempt first = opened(post);
    List<Lease> theirs = takenAndNotFound();

    queue
        .database()
        .transact(
            late -> {
              SettleAttempts.settle(late, List.of(settlement(first, posted(first))), NOON, "n");
              assertThat(claims(theirs)).isEmpty();
            });

    assertThat(state(post)).isEqualTo(DeliveryState.PUBLISHED);
  }

  @Test
  void a_late_answer_is_told_after_the_try_that_was_begun_before_it() throws Exception {
    PostId post = queue.post("hello");
    Attempt first = opened(post);
    List<Lease> theirs = takenAndNotFound();

    Future<Set<Long>> late =
        queue
            .database()
            .inTransaction(
                connection -> {
                  Claim claim = claim(connection, theirs).get(0);
                  Future<Set<Long>> answer =
                      CompletableFuture.supplyAsync(() -> record(settlement(first, posted(first))));
                  await().until(this::somebodyWaitsForALock);
                  OpenAttempts.following(connection, List.of(attempt(claim)), theirs, "n");
                  return answer;
                });

    assertThat(late.get()).hasSize(1);
    assertThat(queue.history())
        .extracting(HistoryEvent::event)
        .endsWith("resolved", "attempted", "published");
  }

  @Test
  void what_a_look_did_not_find_is_looked_for_again_before_a_refusal_counts() {
    PostId post = queue.post("hello");
    Attempt first = absentAndSentAgain(post);
    assertThat(state(post)).isEqualTo(DeliveryState.UNCONFIRMED);
    Instant later = NOON.plus(Duration.ofMinutes(10));
    List<OpenAttempt> doubts = doubtsAt(later);

    assertThat(doubts).extracting(OpenAttempt::number).containsExactly(1);
    record(settle.settle(doubts.get(0), new Look.ProvedAbsent(), later), later);

    assertThat(state(post)).isEqualTo(DeliveryState.FAILED);
    assertThat(queue.told("failed")).hasSize(1);
    assertThat(record(settlement(first, posted(first)))).hasSize(1);
    assertThat(state(post)).as("live after all").isEqualTo(DeliveryState.PUBLISHED);
  }

  /**
   * Found by the model check: a node was frozen between its look and its record, and what it had
   * seen before the part was sent again counted as the look ten minutes after that. The delivery
   * had failed, and was live a moment later.
   */
  @Test
  void what_was_seen_before_the_part_was_sent_again_does_not_make_it_fail() {
    PostId post = queue.post("hello");
    Attempt unused = opened(post);
    leaseRunsOut();
    OpenAttempt seenByOne = toLookInto(take()).get(0);
    Settlement old = settle.settle(seenByOne, new Look.ProvedAbsent(), NOON);
    Attempt second = notFoundAndOpenedAgain();
    record(settlement(second, new Outcome.Refused("not allowed", false)));
    assertThat(state(post)).isEqualTo(DeliveryState.UNCONFIRMED);

    record(old, NOON.plusSeconds(30));

    assertThat(state(post))
        .as("to be sent again, under its key")
        .isEqualTo(DeliveryState.SCHEDULED);
    assertThat(queue.told("failed")).isEmpty();
    leaseRunsOut();
    Attempt third = open(claim(take()));
    record(settlement(third, new Outcome.Refused("not allowed", false)));
    Instant later = NOON.plus(Duration.ofMinutes(10));
    record(settle.settle(doubtsAt(later).get(0), new Look.ProvedAbsent(), later), later);
    assertThat(state(post)).isEqualTo(DeliveryState.FAILED);
  }

  /** With two in doubt no look settled anything, and the next was made at once, without end. */
  @Test
  void of_several_that_were_not_found_one_is_looked_for_before_a_refusal_counts() {
    PostId post = queue.post("hello");
    Attempt first = opened(post);
    Attempt second = notFoundAndOpenedAgain();
    Attempt third = notFoundAndOpenedAgain();
    record(settlement(third, new Outcome.Refused("not allowed", false)));
    assertThat(List.of(first.number(), second.number(), third.number())).containsExactly(1, 2, 3);
    Instant later = NOON.plus(Duration.ofMinutes(10));
    List<OpenAttempt> doubts = doubtsAt(later);
    assertThat(doubts).extracting(OpenAttempt::number).containsExactly(1);

    record(settle.settle(doubts.get(0), new Look.Unknown("no answer"), later));
    assertThat(state(post)).isEqualTo(DeliveryState.UNCONFIRMED);
    leaseRunsOut();
    assertThat(queue.take(later)).as("the next look takes its time").isEmpty();

    Instant next = later.plus(Duration.ofMinutes(15));
    record(settle.settle(doubtsAt(next).get(0), new Look.ProvedAbsent(), next), next);
    assertThat(state(post)).isEqualTo(DeliveryState.FAILED);
  }

  /** Found by the chaos test: it told "failed: … it is sent again". */
  @Test
  void a_delivery_that_is_given_up_says_what_the_network_said_when_it_was_sent_again() {
    PostId post = queue.post("hello");
    Attempt unused = absentAndSentAgain(post);
    Instant later = NOON.plus(Duration.ofMinutes(10));
    OpenAttempt doubt = doubtsAt(later).get(0);

    record(settle.settle(doubt, new Look.ProvedAbsent(), later), later);

    assertThat(queue.history())
        .filteredOn(event -> event.event().equals("failed"))
        .extracting(HistoryEvent::detail)
        .containsExactly("it is not live, and when it was sent again: not allowed");
  }

  /** Met in the chaos test: the node that made the first attempt was frozen until then. */
  @Test
  void a_doubt_that_rose_again_is_answered_by_the_node_that_comes_back_with_a_refusal() {
    PostId post = queue.post("hello");
    Attempt first = absentAndSentAgain(post);

    record(settlement(first, new Outcome.AccountRefused("who are you?")));

    assertThat(outcomes()).containsExactly("account_refused", "refused");
    assertThat(state(post)).isEqualTo(DeliveryState.SCHEDULED);
    assertThat(queue.history())
        .filteredOn(event -> Objects.equals(event.attempt(), 1))
        .extracting(HistoryEvent::event)
        .containsExactly("attempted", "resolved", "deferred");
  }

  @Test
  void a_success_answers_an_attempt_that_was_refused_when_it_was_repeated() {
    PostId post = queue.post("hello");
    Attempt first = absentAndSentAgain(post);

    assertThat(record(settlement(first, posted(first)))).hasSize(1);

    assertThat(state(post)).isEqualTo(DeliveryState.PUBLISHED);
    assertThat(outcomes()).containsExactly("posted", "refused");
  }

  @Test
  void what_follows_a_copy_is_not_opened_under_the_copy() {
    PostId thread = queue.post("one", "two");
    Attempt first = opened(thread);
    List<Lease> theirs = takenAndNotFound();
    Attempt second = open(claim(theirs));
    record(settlement(first, new Outcome.Posted("the first", null, "https://example.org/first")));

    assertThat(record(settlement(second, posted(second)))).isEmpty();

    assertThat(state(thread)).isEqualTo(DeliveryState.SCHEDULED);
    assertThat(claim(theirs).sent()).extracting(SentPart::remoteId).containsExactly("the first");
  }

  static Stream<Outcome> notLive() {
    return Stream.of(
        new Outcome.Refused("not allowed", /* retryable= */ false),
        new Outcome.Refused("come back", /* retryable= */ true),
        new Outcome.NotSent("no route to host"),
        new Outcome.Deferred(NOON.plusSeconds(900), "too many requests"),
        new Outcome.AccountRefused("log in again"),
        new Outcome.Absent("a person says that it is not live"));
  }

  @ParameterizedTest
  @MethodSource("notLive")
  void what_a_later_try_meets_does_not_stop_what_is_live_by_the_first(Outcome met) {
    PostId thread = queue.post("one", "two");
    Attempt second = sentAgainWhenTheFirstIsLive(thread, PUT_OFF);

    record(settlementOf(second, met));

    StoredDelivery delivery = queue.read(thread).deliveries().get(0);
    assertThat(delivery.state()).isEqualTo(DeliveryState.SCHEDULED);
    assertThat(delivery.reason()).isNull();
    assertThat(delivery.dueAt()).isEqualTo(NOON);
    assertThat(queue.history())
        .last()
        .satisfies(
            event -> {
              assertThat(event.event()).isEqualTo("resolved");
              assertThat(event.detail())
                  .isEqualTo(
                      met.words() + "; it is live by another attempt, and is not sent again");
            });
    leaseRunsOut();
    Claim next = claimAt(NOON.plusSeconds(900));
    assertThat(next.nextPart()).hasValue(2);
    assertThat(next.sent()).extracting(SentPart::remoteId).containsExactly("1.1");
    assertThat(next.failures()).isEqualTo(PUT_OFF);
  }

  @Test
  void a_post_that_is_live_does_not_fail_with_the_try_beside_it() {
    PostId post = queue.post("hello");
    Attempt second = sentAgainWhenTheFirstIsLive(post, 0);

    record(settlement(second, new Outcome.Refused("not allowed", false)));

    assertThat(outcomes()).containsExactly("posted", "refused");
    assertThat(queue.told("failed")).isEmpty();
    leaseRunsOut();
    assertThat(claimAt(NOON).nextPart()).as("the claim that ends it").isEmpty();
  }

  @Test
  void a_deferral_of_a_try_beside_a_live_part_still_blocks_the_account() {
    PostId thread = queue.post("one", "two");
    Attempt second = sentAgainWhenTheFirstIsLive(thread, 0);

    record(settlement(second, new Outcome.Deferred(NOON.plusSeconds(900), "too many requests")));

    assertThat(queue.read(thread).deliveries().get(0).dueAt()).isEqualTo(NOON);
    leaseRunsOut();
    assertThat(queue.take(NOON.plusSeconds(899))).isEmpty();
    assertThat(queue.take(NOON.plusSeconds(900))).hasSize(1);
  }

  @Test
  void a_network_that_fails_beside_a_live_part_fails_all_the_same() {
    Attempt second = sentAgainWhenTheFirstIsLive(queue.post("hello"), 0);
    queue.execute("UPDATE leases SET failures = %d".formatted(TripBreaker.FAILURES - 1));

    recordAndGuard(settlement(second, new Outcome.NotSent("no route to host")));

    assertThat(queue.told("deferred")).isEmpty();
    assertThat(holds())
        .containsExactly("the network failed 5 times in a row, last with: no route to host");
  }

  @Test
  void a_try_in_doubt_beside_a_live_part_is_looked_for_before_the_thread_goes_on() {
    PostId thread = queue.post("one", "two");
    Attempt second = sentAgainWhenTheFirstIsLive(thread, 0);

    record(settlement(second, new Outcome.Unconfirmed("timeout")));

    String doubt = "it is live by another attempt, and may be so twice: ";
    assertThat(reason(thread)).isEqualTo(doubt + "timeout");
    assertThat(queue.history())
        .last()
        .extracting(HistoryEvent::detail)
        .isEqualTo(doubt + "timeout");
    Instant later = NOON.plus(Duration.ofMinutes(10));
    OpenAttempt open = doubtsAt(later).get(0);
    assertThat(open.number()).isEqualTo(2);
    record(settle.settle(open, new Look.Unknown("no answer"), later));
    assertThat(reason(thread)).isEqualTo(doubt + "no answer");

    record(settle.settle(open, new Look.ProvedAbsent(), later));

    assertThat(outcomes()).containsExactly("posted", "absent");
    leaseRunsOut();
    assertThat(claimAt(NOON).nextPart()).hasValue(2);
  }

  @Test
  void a_second_copy_that_a_look_finds_is_told_and_the_thread_goes_on_under_the_first() {
    PostId thread = queue.post("one", "two");
    Attempt second = sentAgainWhenTheFirstIsLive(thread, 0);
    record(settlement(second, new Outcome.Unconfirmed("timeout")));
    assertThat(reason(thread)).contains("may be so twice");
    Instant later = NOON.plus(Duration.ofMinutes(10));
    Outcome.Posted copy = new Outcome.Posted("the copy", null, "https://example.org/copy");

    record(settle.settle(doubtsAt(later).get(0), new Look.Found(copy), later));

    assertThat(queue.history())
        .last()
        .extracting(HistoryEvent::event, HistoryEvent::url)
        .containsExactly("resolved", "https://example.org/copy");
    leaseRunsOut();
    assertThat(claimAt(NOON).sent()).extracting(SentPart::remoteId).containsExactly("1.1");
  }

  @Test
  void a_refusal_that_answers_a_doubt_beside_a_live_part_does_not_fail_it() {
    PostId post = queue.post("hello");
    Attempt first = opened(post);
    Attempt second = notFoundAndOpenedAgain();
    record(settlement(second, new Outcome.Unconfirmed("timeout")));
    record(settlement(first, posted(first)));
    assertThat(state(post)).isEqualTo(DeliveryState.UNCONFIRMED);

    record(settlement(second, new Outcome.Refused("not allowed", false)));

    leaseRunsOut();
    assertThat(claimAt(NOON).nextPart()).isEmpty();
  }

  @Test
  void what_a_look_did_not_find_stays_so_where_the_part_is_live_by_another() {
    PostId post = queue.post("hello");
    Attempt unused = opened(post);
    Attempt second = notFoundAndOpenedAgain();
    Attempt third = notFoundAndOpenedAgain();
    record(settlement(second, posted(second)));

    record(settlement(third, new Outcome.Refused("not allowed", false)));

    assertThat(outcomes()).containsExactly("absent", "posted", "refused");
    assertThat(state(post)).isEqualTo(DeliveryState.SCHEDULED);
  }

  @Test
  void nothing_is_given_up_that_is_live_by_another_attempt() {
    PostId post = queue.post("hello");
    Attempt unused = opened(post);
    Attempt second = notFoundAndOpenedAgain();
    Attempt third = notFoundAndOpenedAgain();
    record(settlement(third, new Outcome.Refused("not allowed", false)));
    Instant later = NOON.plus(Duration.ofMinutes(10));
    OpenAttempt doubt = doubtsAt(later).get(0);
    record(settlement(second, posted(second)));

    record(settle.settle(doubt, new Look.ProvedAbsent(), later), later);

    assertThat(state(post)).isEqualTo(DeliveryState.SCHEDULED);
    assertThat(queue.told("failed")).isEmpty();
  }

  /**
   * A node is frozen over its success; a look does not find the part, which is sent again; then the
   * node wakes.
   *
   * @param failures how often the delivery was put off before
   * @return the second try
   */
  private Attempt sentAgainWhenTheFirstIsLive(PostId post, int failures) {
    queue.schedule(post, account, NOON);
    queue.execute("UPDATE waiting SET failures = %d".formatted(failures));
    leaseRunsOut();
    Attempt first = open(claimAt(NOON));
    Attempt second = notFoundAndOpenedAgain();
    record(settlement(first, posted(first)));
    return second;
  }

  /** What a person says of an attempt they say of a doubt, all else its own node. */
  private Settlement settlementOf(Attempt attempt, Outcome outcome) {
    if (!(outcome instanceof Outcome.Absent)) {
      return settlement(attempt, outcome);
    }
    record(settlement(attempt, new Outcome.Unconfirmed("timeout")));
    return SettleDoubt.isNotLive(doubtsAt(NOON.plusSeconds(600)).get(0), outcome.words());
  }

  private Claim claimAt(Instant now) {
    List<Lease> leases = queue.take(now);
    return queue
        .database()
        .inTransaction(
            c -> ClaimDue.claim(c, leases, now, new Portion(10, 10), new LowWater()).get(0));
  }

  private @Nullable String reason(PostId post) {
    return queue.read(post).deliveries().get(0).reason();
  }

  /** A first try that a look did not find, and a second that was refused for good. */
  private Attempt absentAndSentAgain(PostId post) {
    Attempt first = opened(post);
    Attempt second = notFoundAndOpenedAgain();
    record(settlement(second, new Outcome.Refused("not allowed", false)));
    return first;
  }

  /** A look does not find what a node left open, and the next try is begun. */
  private Attempt notFoundAndOpenedAgain() {
    return open(claim(takenAndNotFound()));
  }

  /** Whoever takes the account looks for what was left open there, and does not find it. */
  private List<Lease> takenAndNotFound() {
    leaseRunsOut();
    List<Lease> theirs = take();
    record(settle.settle(toLookInto(theirs).get(0), new Look.ProvedAbsent(), NOON));
    return theirs;
  }

  /** What whoever takes the account then has to look into. */
  private List<OpenAttempt> doubtsAt(Instant later) {
    leaseRunsOut();
    List<Lease> leases = queue.take(later);
    return queue.database().lend(c -> FindOpenAttempts.toLookInto(c, leases, later));
  }

  @Test
  void a_part_in_doubt_is_looked_into_when_the_time_has_come_and_told_once() {
    PostId post = queue.post("hello");
    Attempt attempt = opened(post);
    Settlement inDoubt = settlement(attempt, new Outcome.Unconfirmed("timeout"));
    record(inDoubt);
    leaseRunsOut();
    Instant lookAt = requireNonNull(inDoubt.next().looking().at());

    assertThat(queue.take(lookAt.minusMillis(1))).isEmpty();
    List<Lease> leases = queue.take(lookAt);
    OpenAttempt found =
        queue.database().lend(c -> FindOpenAttempts.toLookInto(c, leases, lookAt)).get(0);
    record(settle.settle(found, new Look.Unknown("no answer"), lookAt));

    assertThat(found.doubt()).isEqualTo(new Doubt(/* isTold= */ true, 0, 0, false));
    assertThat(state(post)).isEqualTo(DeliveryState.UNCONFIRMED);
    assertThat(queue.told("unconfirmed")).hasSize(1);
  }

  @Test
  void an_account_keeps_its_spacing_and_a_deferral_of_its_network() {
    queue.execute("UPDATE accounts SET spacing = interval '30 s'");
    Attempt first = opened(queue.post("first"));
    queue.schedule(queue.post("second"), account, NOON);

    record(settlement(first, posted(first)));
    queue.execute("UPDATE leases SET held_until = '-infinity', node_id = NULL");

    assertThat(queue.take(NOON.plusSeconds(29))).isEmpty();
    assertThat(queue.take(NOON.plusSeconds(30))).hasSize(1);
  }

  @Test
  void failures_of_the_network_in_a_row_hold_the_account_and_an_answer_starts_anew() {
    List<Settlement> failing =
        IntStream.range(0, TripBreaker.FAILURES)
            .mapToObj(i -> settlement(opened(i), new Outcome.NotSent("no route to host")))
            .toList();
    Settlement answered = settlement(opened(99), new Outcome.Refused("too long", false));

    failing.subList(1, failing.size()).forEach(this::recordAndGuard);
    recordAndGuard(answered);
    recordAndGuard(failing.get(0));
    assertThat(holds()).isEmpty();

    for (int i = 0; i < TripBreaker.FAILURES - 1; i++) {
      recordAndGuard(settlement(opened(100 + i), new Outcome.Unconfirmed("timeout")));
    }
    assertThat(holds()).containsExactly("the network failed 5 times in a row, last with: timeout");
    assertThat(queue.told("held")).containsExactly("dry-run:x:one null");
  }

  @Test
  void an_account_that_the_network_refuses_is_held_at_once_and_its_posts_stay() {
    PostId post = queue.post("hello");
    Attempt attempt = opened(post);

    recordAndGuard(settlement(attempt, new Outcome.AccountRefused("401: log in again")));

    assertThat(holds()).containsExactly("401: log in again");
    assertThat(state(post)).isEqualTo(DeliveryState.SCHEDULED);
  }

  private Attempt opened(int number) {
    PostId post = queue.post("post " + number);
    queue.schedule(post, account, NOON);
    queue.execute("UPDATE leases SET held_until = '-infinity', node_id = NULL");
    return open(claim(take()));
  }

  private void recordAndGuard(Settlement settlement) {
    record(settlement);
    queue.database().transact(c -> TripBreaker.after(c, List.of(settlement), "n"));
  }

  private List<String> holds() {
    return queue.database().lend(Holds::all).stream().map(Holds.Hold::reason).toList();
  }

  private List<String> outcomes() {
    return queue.texts("SELECT outcome FROM attempts ORDER BY number");
  }

  private List<OpenAttempt> toLookInto(List<Lease> leases) {
    return queue.database().lend(c -> FindOpenAttempts.toLookInto(c, leases, NOON));
  }

  private Attempt opened(PostId post) {
    queue.schedule(post, account, NOON);
    return open(claim(take()));
  }

  private List<Lease> take() {
    return queue.take(NOON);
  }

  private Claim claim(List<Lease> leases) {
    return claims(leases).get(0);
  }

  private List<Claim> claims(List<Lease> leases) {
    return queue.database().inTransaction(c -> claim(c, leases));
  }

  private static List<Claim> claim(Connection connection, List<Lease> leases) throws SQLException {
    return ClaimDue.claim(connection, leases, NOON, new Portion(10, 10), new LowWater());
  }

  private boolean somebodyWaitsForALock() {
    return queue.number(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """)
        > 0;
  }

  private Attempt open(Claim claim) {
    return tryToOpen(claim).get(0);
  }

  private static Attempt attempt(Claim claim) {
    return new Attempt(claim, 1, new Request(claim.bodies().get(0), "key"));
  }

  private List<Attempt> tryToOpen(Claim claim) {
    List<Lease> leases = List.of(new Lease(account.id(), account.name(), claim.token()));
    return queue
        .database()
        .inTransaction(c -> OpenAttempts.following(c, List.of(attempt(claim)), leases, "n"));
  }

  private Set<Long> record(Settlement settlement) {
    return record(settlement, NOON);
  }

  private Set<Long> record(Settlement settlement, Instant now) {
    return queue
        .database()
        .inTransaction(c -> SettleAttempts.settle(c, List.of(settlement), now, "n"));
  }

  private Settlement settlement(Attempt attempt, Outcome outcome) {
    return settle.settle(attempt, outcome, NOON);
  }

  private static Outcome.Posted posted(Attempt attempt) {
    return ScriptedPublishers.posted(attempt.claim().delivery(), attempt.position());
  }

  /** Leases go by the database's clock, which no test can set: it moves their end instead. */
  private void leaseRunsOut() {
    queue.execute("UPDATE leases SET held_until = clock_timestamp() - interval '1 s'");
  }

  private DeliveryState state(PostId post) {
    return queue.read(post).deliveries().get(0).state();
  }
}

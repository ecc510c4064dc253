package dev.belfry.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.account.Account;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.PostId;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Backoff;
import dev.belfry.publish.Look;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Request;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.publish.Settlement;
import dev.belfry.queue.Claim;
import dev.belfry.queue.ClaimDue;
import dev.belfry.queue.Lease;
import dev.belfry.queue.Leases;
import dev.belfry.sql.DatabaseException;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.ScriptedPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@link OpenAttempts} and {@link SettleAttempts}: the row before the call, and after it. */
@ExtendWith(PostgresExtension.class)
final class SettleAttemptsTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  private final SettleOutcome settle = new SettleOutcome(Backoff.DEFAULT, new Random(1));
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
    List<OpenAttempt> abandoned = queue.database().lend(c -> OpenAttempts.abandoned(c, theirs));

    assertThat(record(settlement(attempt, posted(attempt)))).hasSize(1);
    assertThat(abandoned).hasSize(1);
    assertThat(record(settle.settle(abandoned.get(0), new Look.Unknown("no answer")))).isEmpty();

    assertThat(state(post)).isEqualTo(DeliveryState.PUBLISHED);
  }

  @Test
  void a_settlement_under_an_old_token_leaves_the_newer_attempt_open() {
    PostId post = queue.post("hello");
    Attempt first = opened(post);
    leaseRunsOut();
    List<Lease> theirs = take();
    OpenAttempt abandoned = queue.database().lend(c -> OpenAttempts.abandoned(c, theirs)).get(0);
    record(settle.settle(abandoned, new Look.ProvedAbsent()));
    Attempt second = open(claim(theirs));

    assertThat(record(settlement(first, new Outcome.Refused("late answer", false)))).isEmpty();
    assertThat(state(post)).isEqualTo(DeliveryState.CLAIMED);
    assertThat(record(settlement(second, posted(second)))).hasSize(1);
  }

  @Test
  void two_attempts_of_a_part_cannot_both_be_posted() {
    Attempt attempt = opened(queue.post("hello"));
    record(settlement(attempt, posted(attempt)));

    assertThatThrownBy(
            () ->
                queue.execute(
                    """
                    INSERT INTO attempts (delivery_id, part, number, claim, node, body, sha256,
                                          settled_at, outcome, remote_id)
                    SELECT delivery_id, part, 2, claim, node, body, sha256, settled_at, outcome,
                           'another'
                    FROM attempts
                    """))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("attempts_posted_once");
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

  private Attempt opened(PostId post) {
    queue.schedule(post, account, NOON);
    return open(claim(take()));
  }

  private List<Lease> take() {
    return queue
        .database()
        .lend(c -> Leases.take(c, "n", List.of(), NOON, Duration.ofMinutes(5), 10));
  }

  private Claim claim(List<Lease> leases) {
    return queue.database().inTransaction(c -> ClaimDue.claim(c, leases, NOON, 10)).get(0);
  }

  private Attempt open(Claim claim) {
    return tryToOpen(claim).get(0);
  }

  private List<Attempt> tryToOpen(Claim claim) {
    Attempt attempt = new Attempt(claim, 1, new Request(claim.bodies().get(0), "key"));
    return queue.database().inTransaction(c -> OpenAttempts.open(c, List.of(attempt), "n"));
  }

  private Set<Long> record(Settlement settlement) {
    return queue.database().inTransaction(c -> SettleAttempts.settle(c, List.of(settlement), "n"));
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

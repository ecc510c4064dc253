package dev.belfry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.account.Account;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.PostId;
import dev.belfry.publish.Attempt;
import dev.belfry.publish.Backoff;
import dev.belfry.publish.Look;
import dev.belfry.publish.OpenAttempt;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Request;
import dev.belfry.publish.SettleDoubt;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.publish.Settlement;
import dev.belfry.queue.Claim;
import dev.belfry.queue.ClaimDue;
import dev.belfry.queue.Lease;
import dev.belfry.queue.LowWater;
import dev.belfry.queue.Portion;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.Rival;
import dev.belfry.testing.ScriptedPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A person and a node that learn of the same part at the same moment. */
@ExtendWith(PostgresExtension.class)
final class ResolveDoubtTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  private final SettleOutcome settle =
      new SettleOutcome(Backoff.DEFAULT, Backoff.LOOKS, new Random(1));
  private final DataSource source;
  private final QueueFixture queue;
  private PostId post;
  private OpenAttempt seen;

  ResolveDoubtTest(DataSource source) {
    this.source = source;
    this.queue = new QueueFixture(source);
  }

  @BeforeEach
  void a_node_looks_at_a_part_in_doubt() {
    Account account = queue.account("dry-run:x:one");
    post = queue.post("hello");
    queue.schedule(post, account, NOON);
    List<Lease> leases = queue.take(NOON);
    Claim claim =
        queue
            .database()
            .inTransaction(
                c -> ClaimDue.claim(c, leases, NOON, new Portion(10, 10), new LowWater()))
            .get(0);
    Attempt attempt = new Attempt(claim, 1, new Request("hello", "key"));
    queue.database().transact(c -> OpenAttempts.ofClaims(c, List.of(attempt), "n"));
    record(settle.settle(attempt, new Outcome.Unconfirmed("timeout"), NOON));
    seen = queue.database().inTransaction(c -> ResolveDoubt.lock(c, post)).get(0);
  }

  @Test
  void what_a_node_has_just_settled_is_no_more_in_doubt() throws Exception {
    try (Rival node = new Rival(source)) {
      Set<Long> unused = node.does(c -> SettleAttempts.settle(c, List.of(found()), NOON, "n"));
      var person =
          node.blocks(() -> queue.database().inTransaction(c -> ResolveDoubt.lock(c, post)));
      node.commits();

      assertThat(person.get()).isEmpty();
    }
    assertThat(state()).isEqualTo(DeliveryState.PUBLISHED);
  }

  @Test
  void a_person_who_waits_for_a_node_holds_nothing_that_it_needs_next() throws Exception {
    try (Rival node = new Rival(source)) {
      node.runs("SELECT 1 FROM waiting FOR UPDATE");
      var person =
          node.blocks(() -> queue.database().inTransaction(c -> ResolveDoubt.lock(c, post)));
      node.runs("SET LOCAL lock_timeout = '5s'");
      node.runs("SELECT 1 FROM attempts FOR UPDATE");
      node.commits();

      assertThat(person.get()).hasSize(1);
    }
  }

  @Test
  void a_look_that_finds_nothing_does_not_undo_what_a_person_has_just_said() throws Exception {
    Settlement live = SettleDoubt.isLive(seen, ScriptedPublishers.posted(seen.delivery(), 1));
    Settlement absent = settle.settle(seen, new Look.ProvedAbsent(), NOON);

    assertThat(nodeSettlesWhilePersonDoes(live, absent)).isEmpty();

    assertThat(state()).isEqualTo(DeliveryState.PUBLISHED);
    assertThat(queue.told("published")).containsExactly("dry-run:x:one hello");
  }

  @Test
  void a_part_that_a_look_finds_is_live_although_a_person_has_just_said_that_it_is_not()
      throws Exception {
    Settlement notLive = SettleDoubt.isNotLive(seen, "a person says that it is not live");

    assertThat(nodeSettlesWhilePersonDoes(notLive, found())).hasSize(1);

    assertThat(state()).isEqualTo(DeliveryState.PUBLISHED);
    assertThat(queue.take(NOON.plusSeconds(3_600))).isEmpty();
  }

  private Set<Long> nodeSettlesWhilePersonDoes(Settlement persons, Settlement nodes)
      throws Exception {
    try (Rival person = new Rival(source)) {
      person.does(
          c -> {
            ResolveDoubt.settle(c, persons, "a person says so", NOON, "ann");
            return true;
          });
      var node = person.blocks(() -> record(nodes));
      person.commits();
      return node.get();
    }
  }

  private Settlement found() {
    return settle.settle(seen, new Look.Found(ScriptedPublishers.posted(seen.delivery(), 1)), NOON);
  }

  private Set<Long> record(Settlement settlement) {
    return queue
        .database()
        .inTransaction(c -> SettleAttempts.settle(c, List.of(settlement), NOON, "n"));
  }

  private DeliveryState state() {
    return queue.read(post).deliveries().get(0).state();
  }
}

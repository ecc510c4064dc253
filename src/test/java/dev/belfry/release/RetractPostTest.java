package dev.belfry.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.account.Account;
import dev.belfry.audit.HistoryEvent;
import dev.belfry.audit.Retractions;
import dev.belfry.audit.Retractions.PostedPart;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.NotPossible;
import dev.belfry.post.PartState;
import dev.belfry.post.PostId;
import dev.belfry.publish.Look;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Retraction;
import dev.belfry.queue.HoldDeliveries;
import dev.belfry.queue.Lease;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.queue.StoredPost.StoredPart;
import dev.belfry.release.RetractPost.Asked;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.sql.DatabaseUnreachable;
import dev.belfry.testing.LostCommits;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.RowsRead;
import dev.belfry.testing.ScriptedNode;
import dev.belfry.testing.ScriptedPublishers;
import dev.belfry.testing.ScriptedPublishers.NodeDied;
import dev.belfry.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Taking back what is live, beside nodes that would go on with it. */
@ExtendWith(PostgresExtension.class)
final class RetractPostTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  private final ScriptedPublishers network = new ScriptedPublishers();
  private final SettableClock clock = new SettableClock(NOON);
  private final LostCommits connections;
  private final QueueFixture queue;
  private final ScriptedNode node;
  private final Account account;

  RetractPostTest(DataSource source) {
    this.queue = new QueueFixture(source);
    this.connections = new LostCommits(Connections.of(source));
    this.node = new ScriptedNode(queue, network, clock);
    this.account = queue.account("x:me");
  }

  @Test
  void the_last_part_goes_first_and_the_history_tells_each_before_and_after() {
    PostId post = published("one", "two", "three");

    List<Asked> asked = retract(post, null);

    assertThat(asked).extracting(each -> each.part().part()).containsExactly(3, 2, 1);
    assertThat(network.deleted()).containsExactly("1.3", "1.2", "1.1");
    assertThat(delivery(post).state()).isEqualTo(DeliveryState.RETRACTED);
    assertThat(states(post)).containsOnly(PartState.RETRACTED);
    assertThat(queue.history().stream().map(RetractPostTest::word).toList())
        .endsWith(
            "retracting 3", "retracted 3 deleted",
            "retracting 2", "retracted 2 deleted",
            "retracting 1", "retracted 1 deleted");
  }

  @Test
  void one_part_of_a_thread_goes_and_the_others_stay_published() {
    PostId post = published("one", "two", "three");

    retract(post, 2);

    assertThat(network.deleted()).containsExactly("1.2");
    assertThat(delivery(post).state()).isEqualTo(DeliveryState.PUBLISHED);
    assertThat(states(post))
        .containsExactly(PartState.PUBLISHED, PartState.RETRACTED, PartState.PUBLISHED);
    retract(post, null);
    assertThat(network.deleted()).containsExactly("1.2", "1.3", "1.1");
    assertThat(delivery(post).state()).isEqualTo(DeliveryState.RETRACTED);
  }

  @Test
  void what_is_not_sent_yet_never_goes_out_though_the_network_will_not_delete_now() {
    PostId post = queue.post("one", "two");
    long delivery = queue.schedule(post, account, NOON);
    network.then(ScriptedPublishers.posted(delivery, 1)).then(new Outcome.Refused("later", true));
    node.pass();
    assertThat(delivery(post).state()).isEqualTo(DeliveryState.SCHEDULED);
    network.thenRetracts(part -> new Retraction.NotNow("too many", NOON.plusSeconds(60)));

    assertThat(retract(post, null)).extracting(each -> each.came().word()).containsOnly("not_now");

    assertThat(delivery(post).state()).isEqualTo(DeliveryState.CANCELLED);
    assertThat(resume(delivery)).isEmpty();
    clock.tick(Duration.ofDays(1));
    node.pass();
    assertThat(network.accepted()).isEmpty();
    assertThat(queue.history().stream().map(RetractPostTest::word).toList())
        .endsWith(
            "cancelled null the parts of it that are live are taken back",
            "retracting 1",
            "kept 1 too many");

    retract(post, null);
    assertThat(delivery(post).state()).isEqualTo(DeliveryState.RETRACTED);
    assertThat(states(post)).containsExactly(PartState.RETRACTED, PartState.WAITING);
  }

  @Test
  void after_not_now_nothing_more_is_asked_after_a_refusal_the_rest_is() {
    PostId post = published("one", "two", "three");
    network.thenRetracts(part -> new Retraction.Refused("not yours"));
    network.thenRetracts(part -> new Retraction.NotNow("too many", null));

    List<Asked> asked = retract(post, null);

    assertThat(asked)
        .extracting(each -> each.came().words())
        .containsExactly("not yours", "too many");
    assertThat(delivery(post).state()).isEqualTo(DeliveryState.PUBLISHED);
    assertThat(network.deleted()).isEmpty();
  }

  @Test
  void what_may_or_may_not_be_live_is_settled_first() {
    PostId post = queue.post("one", "two");
    long delivery = queue.schedule(post, account, NOON);
    network.then(ScriptedPublishers.posted(delivery, 1)).then(new Outcome.Unconfirmed("timeout"));
    node.pass();

    assertThatThrownBy(() -> retract(post, null))
        .isInstanceOf(NotPossible.class)
        .hasMessageContaining("whether all of post 1 is live on x:me is not known")
        .hasMessageContaining("belfry resolve 1 settles it");

    assertThat(network.deleted()).isEmpty();
    assertThat(delivery(post).state()).isEqualTo(DeliveryState.UNCONFIRMED);
  }

  /** Its thread would be gone when it arrives, and Belfry would look for it no more. */
  @Test
  void what_was_not_found_and_may_still_arrive_is_waited_for_first() {
    PostId post = queue.post("one", "two");
    long delivery = queue.schedule(post, account, NOON);
    network
        .then(ScriptedPublishers.posted(delivery, 1))
        .then(new Outcome.Unconfirmed("timeout"))
        .then(new Outcome.Deferred(NOON.plusSeconds(900), "too many requests"));
    network.whenLookedAt(new Look.ProvedAbsent());
    node.pass();
    clock.tick(Duration.ofMinutes(10));
    node.pass();
    assertThat(states(post)).containsExactly(PartState.PUBLISHED, PartState.UNCONFIRMED);
    assertThat(delivery(post).state()).isEqualTo(DeliveryState.SCHEDULED);

    assertThatThrownBy(() -> retract(post, null))
        .isInstanceOf(NotPossible.class)
        .hasMessageContaining("may still arrive there within the hour")
        .hasMessageContaining("belfry history 1 tells when");
    assertThat(network.deleted()).isEmpty();

    queue.execute("UPDATE attempts SET opened_at = clock_timestamp() - interval '1 hour'");
    retract(post, null);
    assertThat(network.deleted()).containsExactly("1.1");
  }

  @Test
  void a_part_that_the_network_took_twice_goes_twice() {
    PostId post = published("one");
    queue.execute(
        """
        INSERT INTO attempts (delivery_id, part, number, claim, node, body, sha256, settled_at,
                              outcome, remote_id, url)
        SELECT delivery_id, part, 2, claim, node, body, sha256, settled_at, 'repeated', 'twin', url
        FROM attempts
        """);

    retract(post, null);

    assertThat(network.deleted()).containsExactlyInAnyOrder("1.1", "twin");
    assertThat(delivery(post).state()).isEqualTo(DeliveryState.RETRACTED);
  }

  @Test
  void an_account_that_a_node_is_sending_to_is_left_alone() {
    PostId post = published("one");
    queue.schedule(queue.post("other"), account, NOON);
    network.thenMeanwhile(
        () ->
            assertThatThrownBy(() -> retract(post, null, /* tries= */ 1))
                .isInstanceOf(NotPossible.class)
                .hasMessageStartingWith("a node or another command is at work on x:me right now"));

    node.pass();

    assertThat(network.accepted()).containsExactly("one", "other");
    assertThat(network.deleted()).isEmpty();
    retract(post, null, /* tries= */ 1);
    assertThat(network.deleted()).containsExactly("1.1");
  }

  @Test
  void a_node_sends_nothing_to_the_account_meanwhile_and_everything_after() {
    PostId post = published("one");
    queue.schedule(queue.post("other"), account, NOON);
    network.thenRetracts(
        part -> {
          node.pass();
          assertThat(network.accepted()).containsExactly("one");
          return network.delete(part);
        });

    retract(post, null);
    node.pass();

    assertThat(network.accepted()).containsExactly("one", "other");
  }

  @Test
  void what_a_dead_node_had_claimed_of_it_is_stopped_too() {
    PostId post = queue.post("one", "two");
    long delivery = queue.schedule(post, account, NOON);
    network.then(ScriptedPublishers.posted(delivery, 1)).then(new Outcome.Refused("later", true));
    node.pass();
    queue.execute("UPDATE leases SET node_id = 1");
    queue.execute("UPDATE waiting SET state = 'claimed', claim = 1");

    retract(post, null);

    assertThat(delivery(post).state()).isEqualTo(DeliveryState.RETRACTED);
    assertThat(network.deleted()).containsExactly("1.1");
  }

  @Test
  void one_that_was_killed_before_the_answer_was_recorded_is_said_again() {
    PostId post = published("one");
    network.thenRetracts(
        part -> {
          network.delete(part);
          throw new NodeDied();
        });
    assertThatThrownBy(() -> retract(post, null)).isInstanceOf(NodeDied.class);
    assertThat(states(post)).containsExactly(PartState.PUBLISHED);
    assertThat(outcomes()).containsExactly("open");

    List<Asked> asked = retract(post, null);

    assertThat(asked)
        .extracting(each -> each.came().words())
        .containsExactly("it was not there any more");
    assertThat(outcomes()).containsExactly("unknown", "gone");
    assertThat(states(post)).containsExactly(PartState.RETRACTED);
    assertThat(retract(post, null)).as("a third time").isEmpty();
  }

  @Test
  void wherever_a_commit_gets_lost_it_is_said_again_and_each_part_is_told_gone_once() {
    for (boolean committed : new boolean[] {true, false}) {
      int lost = 0;
      do {
        PostId post = published("one", "two");
        network.deleted().clear();
        connections.breakAt(lost, committed);

        retractOverLostCommits(post);

        assertThat(delivery(post).state())
            .as("commit %d lost, committed: %s", lost, committed)
            .isEqualTo(DeliveryState.RETRACTED);
        assertThat(network.deleted()).hasSize(2).doesNotHaveDuplicates();
        assertThat(queue.history())
            .filteredOn(
                e -> e.event().equals("retracted") && Long.valueOf(post.number()).equals(e.post()))
            .extracting(HistoryEvent::part)
            .containsExactly(2, 1);
      } while (connections.commits() > ++lost);
      assertThat(lost).as("commits of taking back").isGreaterThan(5);
    }
  }

  @Test
  void two_at_once_delete_each_part_once() {
    PostId post = published("one", "two");
    List<CompletableFuture<List<Asked>>> second = new ArrayList<>();
    network.thenRetracts(
        part -> {
          second.add(CompletableFuture.supplyAsync(() -> retract(post, null)));
          return network.delete(part);
        });

    List<Asked> first = retract(post, null);

    assertThat(first).hasSize(2);
    assertThat(second.get(0).join()).isEmpty();
    assertThat(network.deleted()).containsExactly("1.2", "1.1");
  }

  @Test
  void what_is_live_of_a_post_is_read_without_the_attempts_at_all_others() {
    PostId post = published("one", "two");
    queue.execute(
        """
        INSERT INTO attempts (delivery_id, part, number, claim, node, body, sha256, settled_at,
                              outcome, remote_id, url)
        SELECT 1000 + n, t.part, t.number, t.claim, t.node, t.body, t.sha256, t.settled_at,
               t.outcome, 'r' || n, t.url
        FROM attempts t CROSS JOIN generate_series(1, 5000) AS n
        """);
    queue.execute("ANALYZE attempts");

    queue
        .database()
        .transact(
            connection -> {
              List<PostedPart> live = Retractions.live(connection, post);
              assertThat(live).extracting(PostedPart::part).containsExactly(2, 1);
              Lease lease = new Lease(account.id(), account.name(), /* token= */ 0);
              boolean unused = Retractions.open(connection, live.get(0), lease, "me");
              Retraction gone = new Retraction.Gone("deleted");
              Retractions.settle(connection, live.get(0), lease, gone, "me");
              assertThat(RowsRead.of(connection, "attempts")).as("of 10,002").isLessThan(30);
            });
  }

  /** Time goes by between the two: a lease that nobody knows of has run out. */
  private void retractOverLostCommits(PostId post) {
    Database fragile = new Database(connections);
    RetractPost retract = new RetractPost(fragile, network, clock, QueueFixture.ACTOR);
    try {
      List<Asked> unused = retract.retract(post, account, null);
    } catch (DatabaseUnreachable e) {
      assertThat(e).hasMessageContaining("broke at its commit");
      queue.execute("UPDATE leases SET held_until = '-infinity'");
      List<Asked> unused = retract.retract(post, account, null);
    }
    queue.execute("UPDATE leases SET held_until = '-infinity'");
  }

  private PostId published(String... parts) {
    PostId post = queue.post(parts);
    queue.schedule(post, account, NOON);
    node.pass();
    assertThat(delivery(post).state()).isEqualTo(DeliveryState.PUBLISHED);
    return post;
  }

  private List<Asked> retract(PostId post, @Nullable Integer part) {
    return retract(post, part, /* tries= */ 40);
  }

  private List<Asked> retract(PostId post, @Nullable Integer part, int tries) {
    return new RetractPost(queue.database(), network, clock, QueueFixture.ACTOR, tries)
        .retract(post, account, part);
  }

  private List<Long> resume(long delivery) {
    return queue
        .database()
        .inTransaction(c -> HoldDeliveries.resume(c, List.of(delivery), NOON, QueueFixture.ACTOR));
  }

  private StoredDelivery delivery(PostId post) {
    return queue.read(post).deliveries().get(0);
  }

  private List<PartState> states(PostId post) {
    return delivery(post).parts().stream().map(StoredPart::state).toList();
  }

  private List<String> outcomes() {
    return queue.texts("SELECT coalesce(outcome, 'open') FROM retractions ORDER BY number");
  }

  private static String word(HistoryEvent event) {
    String detail = event.detail() == null ? "" : " " + event.detail();
    return event.event() + " " + event.part() + detail;
  }
}

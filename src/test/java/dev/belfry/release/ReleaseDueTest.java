package dev.belfry.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.account.Account;
import dev.belfry.account.AccountSettings;
import dev.belfry.account.LatePolicy;
import dev.belfry.account.WhenAbsent;
import dev.belfry.audit.TripBreaker;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.PartState;
import dev.belfry.post.PostId;
import dev.belfry.publish.Backoff;
import dev.belfry.publish.Look;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.SettleOutcome;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.queue.StoredPost.StoredPart;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.ScriptedPublishers;
import dev.belfry.testing.ScriptedPublishers.NodeDied;
import dev.belfry.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
final class ReleaseDueTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  private static final SettleOutcome SETTLE =
      new SettleOutcome(Backoff.DEFAULT, Backoff.LOOKS, new Random(7));

  private final SettableClock clock = new SettableClock(NOON);
  private final ScriptedPublishers network = new ScriptedPublishers();
  private QueueFixture queue;
  private Account account;

  @BeforeEach
  void anAccount(DataSource source) {
    queue = new QueueFixture(source);
    account = queue.account("dry-run:x:one");
  }

  @Test
  void what_is_due_goes_out_in_order_and_the_rest_stays() {
    PostId second = queue.post("second");
    PostId first = queue.post("first");
    PostId tomorrow = queue.post("tomorrow");
    queue.schedule(tomorrow, account, NOON.plus(Duration.ofDays(1)));
    queue.schedule(second, account, NOON.minusSeconds(1));
    queue.schedule(first, account, NOON.minusSeconds(2));

    pass("n1");

    assertThat(network.accepted()).containsExactly("first", "second");
    assertThat(state(first)).isEqualTo(DeliveryState.PUBLISHED);
    assertThat(state(tomorrow)).isEqualTo(DeliveryState.SCHEDULED);
  }

  @Test
  void each_part_of_a_thread_goes_out_under_the_one_before() {
    PostId thread = queue.post("one", "two", "three");
    long delivery = queue.schedule(thread, account, NOON);

    pass("n1");

    assertThat(network.accepted())
        .containsExactly("one", "two<" + delivery + ".1", "three<" + delivery + ".2");
    assertThat(queue.told("published"))
        .containsExactly("dry-run:x:one one", "dry-run:x:one two", "dry-run:x:one three");
  }

  @Test
  void what_comes_after_a_thread_does_not_get_in_between_its_parts() {
    queue.schedule(queue.post("one", "two", "three"), account, NOON.minusSeconds(3));
    queue.schedule(queue.post("next", "its second"), account, NOON.minusSeconds(2));
    queue.schedule(queue.post("last"), account, NOON.minusSeconds(1));

    pass("n1");

    assertThat(network.accepted())
        .containsExactly("one", "two<1.1", "three<1.2", "next", "its second<2.1", "last");
  }

  @Test
  void a_thread_interrupted_after_part_two_resumes_at_part_three() {
    PostId thread = queue.post("one", "two", "three");
    queue.schedule(thread, account, NOON);
    network.then(ScriptedPublishers.posted(1, 1)).then(ScriptedPublishers.posted(1, 2)).thenDies();
    assertThatThrownBy(() -> pass("n1")).isInstanceOf(NodeDied.class);

    network.whenLookedAt(new Look.ProvedAbsent());
    leaseRunsOut();
    pass("n2");

    assertThat(network.accepted()).containsExactly("three<1.2");
    assertThat(state(thread)).isEqualTo(DeliveryState.PUBLISHED);
  }

  @Test
  void what_a_dead_node_had_sent_is_found_and_not_sent_again() {
    PostId post = queue.post("hello");
    long delivery = queue.schedule(post, account, NOON);
    network.thenDies();
    assertThatThrownBy(() -> pass("n1")).isInstanceOf(NodeDied.class);

    network.whenLookedAt(new Look.Found(ScriptedPublishers.posted(delivery, 1)));
    leaseRunsOut();
    pass("n2");

    assertThat(network.accepted()).isEmpty();
    assertThat(parts(post))
        .containsExactly(
            new StoredPart(1, PartState.PUBLISHED, delivery + ".1", "https://example.org/1.1"));
  }

  @Test
  void what_nobody_can_tell_of_stays_in_doubt_and_is_not_sent_again() {
    PostId post = queue.post("hello");
    PostId next = queue.post("next");
    queue.schedule(post, account, NOON);
    queue.schedule(next, account, NOON.plusSeconds(1));
    network.thenDies();
    assertThatThrownBy(() -> pass("n1")).isInstanceOf(NodeDied.class);

    leaseRunsOut();
    clock.tick(Duration.ofSeconds(2));
    pass("n2");
    pass("n2");

    assertThat(network.accepted()).containsExactly("next");
    assertThat(state(post)).isEqualTo(DeliveryState.UNCONFIRMED);
  }

  @Test
  void a_success_that_comes_in_after_the_part_was_given_up_as_unconfirmed_still_counts() {
    PostId thread = queue.post("one", "two");
    queue.schedule(thread, account, NOON);
    network.thenMeanwhile(
        () -> {
          leaseRunsOut();
          pass("n2");
        });

    pass("n1");
    DeliveryState meanwhile = delivery(thread).state();
    pass("n2");

    assertThat(meanwhile).isEqualTo(DeliveryState.SCHEDULED);
    assertThat(network.accepted()).containsExactly("one", "two<1.1");
    assertThat(state(thread)).isEqualTo(DeliveryState.PUBLISHED);
  }

  @Test
  void nobody_touches_an_account_whose_lease_still_runs() {
    queue.schedule(queue.post("hello"), account, NOON);
    network.thenDies();
    assertThatThrownBy(() -> pass("n1")).isInstanceOf(NodeDied.class);

    pass("n2");

    assertThat(network.accepted()).isEmpty();
  }

  @Test
  void a_refusal_for_good_ends_the_delivery_and_not_the_account() {
    PostId bad = queue.post("bad");
    PostId good = queue.post("good");
    queue.schedule(bad, account, NOON);
    queue.schedule(good, account, NOON.plusMillis(1));
    clock.tick(Duration.ofSeconds(1));
    network.then(new Outcome.Refused("no such thing", /* retryable= */ false));

    pass("n1");

    assertThat(state(bad)).isEqualTo(DeliveryState.FAILED);
    assertThat(state(good)).isEqualTo(DeliveryState.PUBLISHED);
    assertThat(queue.history())
        .anyMatch(e -> e.event().equals("failed") && "no such thing".equals(e.detail()));
  }

  @Test
  void of_a_batch_only_what_no_request_can_be_made_for_is_held() {
    PostId bad = queue.post("[defect]");
    PostId thread = queue.post("one", "two [defect]", "three");
    queue.schedule(bad, account, NOON.minusSeconds(3));
    queue.schedule(queue.post("behind it"), account, NOON.minusSeconds(2));
    queue.schedule(thread, account, NOON.minusSeconds(1));
    queue.schedule(queue.post("behind the thread"), account, NOON);
    queue.schedule(queue.post("elsewhere"), queue.account("dry-run:x:two"), NOON);

    pass("n1");

    assertThat(network.accepted())
        .containsExactlyInAnyOrder("behind it", "one", "behind the thread", "elsewhere");
    assertThat(state(bad)).isEqualTo(DeliveryState.HELD);
    assertThat(state(thread)).isEqualTo(DeliveryState.HELD);
    assertThat(queue.told("held")).hasSize(2);
  }

  @Test
  void a_deferral_waits_until_the_time_that_the_network_named() {
    PostId post = queue.post("hello");
    queue.schedule(post, account, NOON);
    Instant later = NOON.plus(Duration.ofMinutes(15));
    network.then(new Outcome.Deferred(later, "too many requests"));

    pass("n1");
    StoredDelivery deferred = delivery(post);
    clock.tick(Duration.ofMinutes(15));
    pass("n1");

    assertThat(deferred.dueAt()).isEqualTo(later);
    assertThat(deferred.reason()).isEqualTo("too many requests");
    assertThat(state(post)).isEqualTo(DeliveryState.PUBLISHED);
  }

  @Test
  void a_definite_failure_backs_off_and_gives_up_in_the_end() {
    PostId post = queue.post("hello");
    queue.schedule(post, account, NOON);
    for (int i = 0; i < Backoff.DEFAULT.most(); i++) {
      network.then(new Outcome.Refused("not visible yet", /* retryable= */ true));
    }

    List<Instant> dues = new ArrayList<>();
    while (state(post) == DeliveryState.SCHEDULED && dues.size() < 20) {
      pass("n1");
      dues.add(delivery(post).dueAt());
      clock.tick(Duration.ofHours(2));
    }

    assertThat(state(post)).isEqualTo(DeliveryState.FAILED);
    assertThat(dues).hasSize(Backoff.DEFAULT.most());
    assertThat(network.accepted()).isEmpty();
  }

  @Test
  void a_network_that_can_not_be_reached_holds_the_account_and_loses_nothing() {
    PostId post = queue.post("hello");
    queue.schedule(post, account, NOON);
    for (int i = 0; i < 10; i++) {
      network.then(new Outcome.NotSent("no route to host"));
      pass("n1");
      clock.tick(Duration.ofHours(2));
    }

    assertThat(queue.told("held")).containsExactly("dry-run:x:one null");
    assertThat(queue.told("attempted")).hasSize(TripBreaker.FAILURES);
    assertThat(state(post)).isEqualTo(DeliveryState.SCHEDULED);
  }

  @Test
  void what_comes_due_too_late_is_held_by_default() {
    PostId late = queue.post("late");
    queue.schedule(late, account, NOON);
    clock.tick(Duration.ofMinutes(61));

    pass("n1");

    assertThat(network.accepted()).isEmpty();
    assertThat(delivery(late).state()).isEqualTo(DeliveryState.HELD);
    assertThat(delivery(late).reason()).contains("2026-12-01 12:00 UTC");
  }

  @Test
  void what_comes_due_too_late_is_skipped_or_posted_where_the_account_says_so() {
    Account skips = queue.account("dry-run:x:skips", late(LatePolicy.SKIP));
    Account posts = queue.account("dry-run:x:posts", late(LatePolicy.POST));
    PostId post = queue.post("late");
    queue.schedule(post, skips, NOON);
    queue.schedule(post, posts, NOON);
    clock.tick(Duration.ofMinutes(61));

    pass("n1");

    assertThat(queue.read(post).deliveries())
        .extracting(StoredDelivery::state)
        .containsExactly(DeliveryState.PUBLISHED, DeliveryState.SKIPPED);
  }

  @Test
  void many_nodes_at_once_send_everything_once_and_in_order() throws Exception {
    List<Account> accounts =
        IntStream.range(0, 8).mapToObj(i -> queue.account("dry-run:x:a" + i)).toList();
    for (int i = 0; i < 30; i++) {
      for (Account each : accounts) {
        PostId post = queue.post("%s %02d".formatted(each.name(), i), "its second part");
        queue.schedule(post, each, NOON.minusSeconds(60 - i));
      }
    }

    var nodes = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> passes = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        ReleaseDue node = node("n" + i);
        passes.add(nodes.submit(() -> node.pass(() -> false, next -> {})));
      }
      for (Future<?> pass : passes) {
        pass.get();
      }
    } finally {
      nodes.shutdownNow();
    }

    List<String> firsts = network.accepted().stream().filter(b -> !b.contains("<")).toList();
    assertThat(firsts).hasSize(240).doesNotHaveDuplicates();
    assertThat(network.accepted()).hasSize(480).doesNotHaveDuplicates();
    for (Account each : accounts) {
      assertThat(firsts.stream().filter(b -> b.startsWith(each.name() + " ")).toList()).isSorted();
    }
  }

  @Test
  void a_batch_with_a_backlog_leaves_half_of_its_accounts_to_whoever_is_idle() {
    List<Account> accounts =
        IntStream.range(0, 40).mapToObj(i -> queue.account("dry-run:x:a" + i)).toList();
    int more = ReleaseSettings.BATCH / 20 + 1;
    for (int i = 0; i < more; i++) {
      PostId post = queue.post("post " + i);
      for (Account each : accounts) {
        queue.schedule(post, each, NOON.minusSeconds(60 - i));
      }
    }

    // Its lanes run one after the other, so that each sees the other one idle after its first run.
    pass("n1");
    assertThat(network.accepted()).hasSize(40 * more - 20);
    pass("n2");

    assertThat(network.accepted()).hasSize(40 * more);
    assertThat(queue.told("published")).hasSize(40 * more).doesNotHaveDuplicates();
  }

  @Test
  void a_stopping_node_finishes_what_it_holds_and_gives_the_account_back() {
    PostId thread = queue.post("one", "two");
    queue.schedule(thread, account, NOON);

    node("n1").pass(() -> true, next -> {});
    PostId next = queue.post("next");
    queue.schedule(next, account, NOON);
    pass("n2");

    assertThat(state(thread)).isEqualTo(DeliveryState.PUBLISHED);
    assertThat(state(next)).isEqualTo(DeliveryState.PUBLISHED);
  }

  private void pass(String node) {
    node(node).pass(() -> false, next -> {});
  }

  /** A node whose lanes run within its passes. */
  private ReleaseDue node(String name) {
    ReleaseSettings settings = queue.node(name, ReleaseSettings.DEFAULT_LEASE, network.live());
    return new ReleaseDue(
        new ReleaseTools(queue.database(), network, SETTLE, clock, (attempt, settlement) -> {}),
        settings,
        new LeasesInHand(),
        new Lanes(Runnable::run, /* live= */ 8, /* batches= */ 2));
  }

  /** Leases go by the database's clock, which no test can set: it moves their end instead. */
  private void leaseRunsOut() {
    queue.execute("UPDATE leases SET held_until = clock_timestamp() - interval '1 s'");
  }

  private static AccountSettings late(LatePolicy policy) {
    return new AccountSettings(
        null, false, policy, Duration.ofHours(1), Duration.ZERO, WhenAbsent.ASK);
  }

  private StoredDelivery delivery(PostId post) {
    return queue.read(post).deliveries().get(0);
  }

  private DeliveryState state(PostId post) {
    return delivery(post).state();
  }

  private List<StoredPart> parts(PostId post) {
    return delivery(post).parts();
  }
}

package dev.belfry.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.account.Account;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.PostId;
import dev.belfry.publish.Look;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Preparation;
import dev.belfry.queue.HoldDeliveries;
import dev.belfry.queue.HoldDeliveries.Stopped;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.ScriptedNode;
import dev.belfry.testing.ScriptedPublishers;
import dev.belfry.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A person holds a post of which something is on its way, or in doubt. */
@ExtendWith(PostgresExtension.class)
final class HeldPostTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  private final SettableClock clock = new SettableClock(NOON);
  private final ScriptedPublishers network = new ScriptedPublishers();
  private final QueueFixture queue;
  private final Account account;
  private final ScriptedNode node;

  HeldPostTest(DataSource source) {
    this.queue = new QueueFixture(source);
    this.account = queue.account("x:one");
    this.node = new ScriptedNode(queue, network, clock);
  }

  @Test
  void a_thread_that_is_held_half_way_goes_on_when_it_is_resumed() {
    PostId thread = scheduled("one", "two", "three");
    PostId next = scheduled("next");
    network.thenMeanwhile(() -> assertThat(hold(thread)).isEqualTo(DeliveryState.CLAIMED));

    node.pass();

    assertThat(network.accepted()).containsExactly("one", "next");
    assertThat(delivery(thread).state()).isEqualTo(DeliveryState.HELD);
    assertThat(delivery(thread).reason()).isEqualTo("wait");
    assertThat(delivery(next).state()).isEqualTo(DeliveryState.PUBLISHED);
    resume(thread);
    node.pass();
    assertThat(network.accepted()).containsExactly("one", "next", "two<1.1", "three<1.2");
  }

  @Test
  void a_thread_of_a_dry_run_account_is_held_half_way_too() {
    PostId thread = queue.post("one", "two");
    queue.schedule(thread, queue.account("dry-run:x:lab"), NOON);
    network.thenMeanwhile(() -> assertThat(hold(thread)).isEqualTo(DeliveryState.CLAIMED));

    node.pass();

    assertThat(network.accepted()).containsExactly("one");
    assertThat(delivery(thread).state()).isEqualTo(DeliveryState.HELD);
  }

  @Test
  void a_last_part_that_is_on_its_way_arrives_all_the_same() {
    PostId post = scheduled("one");
    network.thenMeanwhile(() -> assertThat(hold(post)).isEqualTo(DeliveryState.CLAIMED));

    node.pass();

    assertThat(delivery(post).state()).isEqualTo(DeliveryState.PUBLISHED);
  }

  @Test
  void what_is_refused_for_now_is_not_tried_again() {
    PostId post = scheduled("one");
    network.then(
        attempt -> {
          assertThat(hold(post)).isEqualTo(DeliveryState.CLAIMED);
          return new Outcome.NotSent("no route to host");
        });

    node.pass();

    assertThat(delivery(post).state()).isEqualTo(DeliveryState.HELD);
    assertThat(delivery(post).reason()).isEqualTo("wait");
  }

  @Test
  void what_is_in_doubt_is_not_sent_again_when_a_look_does_not_find_it() {
    PostId post = inDoubt("one");
    network.whenLookedAt(new Look.ProvedAbsent());
    assertThat(hold(post)).isEqualTo(DeliveryState.UNCONFIRMED);
    assertThat(delivery(post).reason()).isEqualTo("no answer; then held: wait");

    passAfterTheLook();

    assertThat(delivery(post).state()).isEqualTo(DeliveryState.HELD);
    assertThat(delivery(post).reason()).isEqualTo("wait");
    assertThat(network.accepted()).isEmpty();
    resume(post);
    passAfterTheLook();
    assertThat(network.accepted()).containsExactly("one");
  }

  @Test
  void what_is_found_after_all_is_not_followed() {
    PostId post = inDoubt("one", "two");
    network.whenLookedAt(new Look.Found(ScriptedPublishers.posted(delivery(post).id(), 1)));
    assertThat(hold(post)).isEqualTo(DeliveryState.UNCONFIRMED);

    passAfterTheLook();

    assertThat(delivery(post).state()).isEqualTo(DeliveryState.HELD);
    resume(post);
    node.pass();
    assertThat(network.accepted()).containsExactly("two<1.1");
  }

  @Test
  void a_hold_that_is_taken_back_in_time_stops_nothing() {
    PostId post = inDoubt("one", "two");
    network.whenLookedAt(new Look.Found(ScriptedPublishers.posted(delivery(post).id(), 1)));
    assertThat(hold(post)).isEqualTo(DeliveryState.UNCONFIRMED);
    resume(post);

    passAfterTheLook();

    assertThat(delivery(post).state()).isEqualTo(DeliveryState.PUBLISHED);
  }

  @Test
  void a_part_that_is_being_made_ready_is_held_before_it_is_attempted() {
    PostId post = scheduled("look [image]");
    network.thenPrepares(
        () -> {
          assertThat(hold(post)).isEqualTo(DeliveryState.CLAIMED);
          return new Preparation.Ready(Map.of("[image]1", "9"));
        });

    node.pass();

    assertThat(queue.told("attempted")).isEmpty();
    assertThat(delivery(post).state()).isEqualTo(DeliveryState.HELD);
  }

  private PostId scheduled(String... parts) {
    PostId post = queue.post(parts);
    queue.schedule(post, account, NOON);
    return post;
  }

  private PostId inDoubt(String... parts) {
    PostId post = scheduled(parts);
    network.then(new Outcome.Unconfirmed("no answer"));
    node.pass();
    return post;
  }

  private void passAfterTheLook() {
    queue.execute("UPDATE waiting SET look_at = now() WHERE look_at IS NOT NULL");
    clock.tick(Duration.ofMinutes(10));
    node.pass();
    node.pass();
  }

  /** What its only delivery was when it was stopped. */
  private DeliveryState hold(PostId post) {
    List<Long> deliveries = List.of(delivery(post).id());
    List<Stopped> stopped =
        queue.database().inTransaction(c -> HoldDeliveries.hold(c, deliveries, "wait", "ann"));
    return stopped.get(0).state();
  }

  private void resume(PostId post) {
    List<Long> deliveries = List.of(delivery(post).id());
    List<Long> resumed =
        queue
            .database()
            .inTransaction(c -> HoldDeliveries.resume(c, deliveries, clock.instant(), "ann"));
    assertThat(resumed).isEqualTo(deliveries);
  }

  private StoredDelivery delivery(PostId post) {
    return queue.read(post).deliveries().get(0);
  }
}

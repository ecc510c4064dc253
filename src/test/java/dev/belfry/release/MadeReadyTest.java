package dev.belfry.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.account.Account;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.PartState;
import dev.belfry.post.PostId;
import dev.belfry.publish.Look;
import dev.belfry.publish.Outcome;
import dev.belfry.publish.Preparation;
import dev.belfry.queue.ReadPost;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.queue.StoredPost.StoredPart;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.ScriptedNode;
import dev.belfry.testing.ScriptedPublishers;
import dev.belfry.testing.ScriptedPublishers.NodeDied;
import dev.belfry.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Parts that lack something before they can leave, and threads that leave in one request. */
@ExtendWith(PostgresExtension.class)
final class MadeReadyTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  private final SettableClock clock = new SettableClock(NOON);
  private final ScriptedPublishers network = new ScriptedPublishers();
  private final QueueFixture queue;
  private final Account account;
  private final ScriptedNode node;

  MadeReadyTest(DataSource source) {
    this.queue = new QueueFixture(source);
    this.account = queue.account("x:one");
    this.node = new ScriptedNode(queue, network, clock);
  }

  @Test
  void an_image_is_uploaded_before_its_part_is_attempted() {
    PostId post = scheduled("one", "two [image]", "three");

    node.pass();

    assertThat(network.accepted()).containsExactly("one", "two 1<1.1", "three<1.2");
    assertThat(state(post)).isEqualTo(DeliveryState.PUBLISHED);
  }

  @Test
  void while_it_is_uploaded_no_attempt_is_open_and_no_transaction() {
    scheduled("look [image]");
    network.thenPrepares(
        () -> {
          assertThat(queue.told("attempted")).isEmpty();
          queue.execute(
              """
              DO $$ BEGIN
                IF EXISTS (SELECT 1 FROM pg_stat_activity
                           WHERE state LIKE 'idle in transaction%'
                             AND datname = current_database()) THEN
                  RAISE 'a transaction is open while an image is uploaded';
                END IF;
              END $$
              """);
          return new Preparation.Failed(new Outcome.Refused("no such image", false));
        });

    node.pass();

    assertThat(network.accepted()).isEmpty();
    assertThat(queue.told("failed")).hasSize(1);
  }

  @Test
  void an_upload_whose_answer_got_lost_leaves_nothing_in_doubt() {
    PostId post = scheduled("look [image]");
    network.thenPrepares(
        () -> new Preparation.Failed(new Outcome.Unconfirmed("no answer within 5 s")));

    node.pass();

    assertThat(state(post)).isEqualTo(DeliveryState.SCHEDULED);
    assertThat(network.accepted()).isEmpty();
  }

  @Test
  void what_was_uploaded_is_not_uploaded_again_for_the_next_try() {
    PostId post = scheduled("look [image]");
    network.then(new Outcome.Unconfirmed("no answer")).whenLookedAt(new Look.ProvedAbsent());
    node.pass();
    queue.execute("UPDATE waiting SET look_at = now()");
    clock.tick(Duration.ofMinutes(10));

    node.pass();
    node.pass();

    assertThat(network.images()).isEqualTo(1);
    assertThat(network.accepted()).containsExactly("look 1");
    assertThat(state(post)).isEqualTo(DeliveryState.PUBLISHED);
  }

  /** The network's own key guards only the very same request. */
  @Test
  void what_may_still_arrive_is_sent_again_as_it_was_when_a_person_hurries_it_too() {
    PostId post = scheduled("look [image]");
    network.then(new Outcome.Unconfirmed("no answer")).whenLookedAt(new Look.ProvedAbsent());
    node.pass();
    queue.execute("UPDATE waiting SET look_at = now()");
    clock.tick(Duration.ofMinutes(10));
    network.then(new Outcome.NotSent("no route to host"));
    node.pass();
    node.pass();
    queue.schedule(post, account, clock.instant());

    node.pass();

    assertThat(network.images()).isEqualTo(1);
    assertThat(network.accepted()).containsExactly("look 1");
  }

  /** A frozen node wakes, with its answer, while another uploads the images for the next try. */
  @Test
  void a_part_that_turns_out_to_be_live_while_it_is_made_ready_is_not_sent_again() {
    PostId post = scheduled("look");
    network.then(new Outcome.Unconfirmed("no answer")).whenLookedAt(new Look.ProvedAbsent());
    node.pass();
    queue.execute("UPDATE waiting SET look_at = now()");
    queue.execute("UPDATE rendered_parts SET body = 'look [image]'");
    clock.tick(Duration.ofMinutes(10));
    network.thenPrepares(
        () -> {
          queue.execute("UPDATE attempts SET outcome = 'posted', remote_id = '1.1'");
          return new Preparation.Ready(Map.of("[image]1", "9"));
        });

    node.pass();
    node.pass();

    assertThat(network.accepted()).isEmpty();
    assertThat(queue.told("attempted")).hasSize(1);
    assertThat(state(post)).isEqualTo(DeliveryState.PUBLISHED);
  }

  @Test
  void what_a_node_that_died_had_not_begun_is_judged_late_like_all_else() {
    PostId post = scheduled("look [image]");
    network.thenPrepares(
        () -> {
          throw new NodeDied();
        });
    assertThatThrownBy(node::pass).isInstanceOf(NodeDied.class);
    queue.execute("UPDATE leases SET held_until = '-infinity'");
    clock.tick(Duration.ofHours(3));

    node.pass();

    assertThat(network.accepted()).isEmpty();
    assertThat(state(post)).isEqualTo(DeliveryState.HELD);
  }

  @Test
  void what_was_uploaded_before_another_upload_failed_is_kept() {
    scheduled("look [image]");
    network.thenPrepares(
        () ->
            new Preparation.Failed(
                new Outcome.NotSent("it is still at work on it"), Map.of("[image]1", "9")));
    node.pass();
    clock.tick(Duration.ofMinutes(10));

    node.pass();

    assertThat(network.images()).isZero();
    assertThat(network.accepted()).containsExactly("look 9");
  }

  @Test
  void a_node_that_is_stopped_meanwhile_puts_the_part_back_as_it_was() {
    PostId post = scheduled("look [image]");
    AtomicBoolean isStopping = new AtomicBoolean();
    network.thenPrepares(
        () -> {
          isStopping.set(true);
          return new Preparation.Failed(
              new Outcome.NotSent("Belfry was stopped"), Map.of("[image]1", "9"));
        });

    node.pass(isStopping::get);

    assertThat(queue.told("attempted")).isEmpty();
    assertThat(state(post)).isEqualTo(DeliveryState.SCHEDULED);
    node.pass();
    assertThat(network.images()).isZero();
    assertThat(network.accepted()).containsExactly("look 9");
  }

  @Test
  void a_hold_during_the_upload_stops_the_part() {
    PostId post = scheduled("look [image]");
    network.thenPrepares(
        () -> {
          queue.execute("INSERT INTO holds (reason, actor) VALUES ('wait', 'ann')");
          return new Preparation.Ready(Map.of("[image]1", "9"));
        });

    node.pass();

    assertThat(network.accepted()).isEmpty();
    assertThat(queue.told("attempted")).isEmpty();
    assertThat(state(post)).isEqualTo(DeliveryState.SCHEDULED);
    queue.execute("DELETE FROM holds");
    node.pass();
    assertThat(network.accepted()).containsExactly("look 9");
  }

  @Test
  void what_was_made_ready_and_still_has_no_request_is_held_and_the_next_goes_out() {
    PostId bad = scheduled("look [image] [defect]");
    scheduled("next");

    node.pass();

    assertThat(network.accepted()).containsExactly("next");
    assertThat(state(bad)).isEqualTo(DeliveryState.HELD);
    assertThat(delivery(bad).reason()).contains("failed to make its request");
  }

  @Test
  void a_thread_in_one_request_is_one_attempt_and_every_part_is_told() {
    PostId post = scheduled("&a", "&b", "&c");

    node.pass();

    assertThat(network.accepted()).containsExactly("&a&b&c");
    assertThat(queue.told("attempted")).hasSize(1);
    assertThat(queue.told("published")).containsExactly("x:one &a", "x:one &b", "x:one &c");
    assertThat(parts(post)).extracting(StoredPart::remoteId).containsExactly("1.1", "1.2", "1.3");
    assertThat(state(post)).isEqualTo(DeliveryState.PUBLISHED);
  }

  @Test
  void of_each_part_in_one_request_the_words_of_its_network_are_told() {
    PostId post = scheduled("&a", "&b", "&c");
    queue.execute(
        "UPDATE parts SET wording = '{\"x\": \"on X\", \"bluesky\": \"elsewhere\"}'"
            + " WHERE position = 2 AND post_id = "
            + post);

    node.pass();

    assertThat(queue.told("published")).containsExactly("x:one &a", "x:one on X", "x:one &c");
  }

  @Test
  void a_thread_in_one_request_is_in_doubt_as_a_whole_and_found_as_a_whole() {
    PostId post = scheduled("&a", "&b", "&c");
    network.then(
        attempt -> {
          network.whenLookedAt(new Look.Found(ScriptedPublishers.posted(attempt)));
          return new Outcome.Unconfirmed("no answer");
        });
    node.pass();
    assertThat(parts(post)).extracting(StoredPart::state).containsOnly(PartState.UNCONFIRMED);

    queue.execute("UPDATE waiting SET look_at = now()");
    clock.tick(Duration.ofMinutes(10));
    node.pass();

    assertThat(network.accepted()).isEmpty();
    assertThat(parts(post)).extracting(StoredPart::state).containsOnly(PartState.PUBLISHED);
    assertThat(parts(post)).extracting(StoredPart::remoteId).containsExactly("1.1", "1.2", "1.3");
  }

  @Test
  void a_thread_that_stopped_half_way_goes_on_with_the_rest_in_one_request() {
    PostId post = scheduled("a", "&b", "&c");

    node.pass();

    assertThat(network.accepted()).containsExactly("a", "&b&c");
    assertThat(state(post)).isEqualTo(DeliveryState.PUBLISHED);
  }

  @Test
  void a_dry_run_account_is_asked_for_nothing() {
    PostId post = queue.post("look [image]");
    queue.schedule(post, queue.account("dry-run:x:two"), NOON);

    node.pass();

    assertThat(network.images()).isZero();
    assertThat(network.accepted()).containsExactly("look [image]");
  }

  private PostId scheduled(String... parts) {
    PostId post = queue.post(parts);
    queue.schedule(post, account, NOON);
    return post;
  }

  private DeliveryState state(PostId post) {
    return delivery(post).state();
  }

  private List<StoredPart> parts(PostId post) {
    return delivery(post).parts();
  }

  private StoredDelivery delivery(PostId post) {
    return queue.database().lend(c -> ReadPost.read(c, post)).deliveries().get(0);
  }
}

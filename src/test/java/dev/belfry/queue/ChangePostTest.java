package dev.belfry.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.belfry.account.Account;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.NotPossible;
import dev.belfry.post.Part;
import dev.belfry.post.PartState;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.queue.StoredPost.StoredPart;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.Rival;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link EditPost}, {@link DeletePost}, and how {@link ListDeliveries} shows what they leave. */
@ExtendWith(PostgresExtension.class)
final class ChangePostTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  private final DataSource source;
  private final QueueFixture queue;
  private final Account account;

  ChangePostTest(DataSource source) {
    this.source = source;
    this.queue = new QueueFixture(source);
    this.account = queue.account("dry-run:x:one");
  }

  @Test
  void an_edited_post_has_the_new_wording_and_the_history_has_both() {
    PostId post = queue.post("one", "two");

    edit(queue.read(post), "1", "2", "3");

    assertThat(queue.read(post).post()).isEqualTo(wording("1", "2", "3"));
    assertThat(queue.told("drafted")).containsExactly("null one", "null two");
    assertThat(queue.told("edited")).containsExactly("null 1", "null 2", "null 3");
  }

  @Test
  void a_post_that_somebody_else_changed_meanwhile_is_not_overwritten() throws Exception {
    PostId post = queue.post("as it was");
    StoredPost seen = queue.read(post);
    try (Rival rival = new Rival(source)) {
      rival.does(
          connection -> {
            EditPost.edit(connection, seen, wording("theirs"), "rival");
            return true;
          });
      CompletableFuture<Boolean> ours = rival.blocks(() -> edit(seen, "ours"));
      rival.commits();

      assertThatThrownBy(ours::get)
          .hasCauseInstanceOf(NotPossible.class)
          .hasMessageContaining("somebody else");
    }
    assertThat(queue.read(post).post()).isEqualTo(wording("theirs"));
  }

  @Test
  void a_thread_of_which_a_part_is_live_or_may_be_keeps_its_wording() {
    PostId post = queue.post("one", "two");
    long delivery = queue.schedule(post, account, NOON);
    attempted(delivery, 1, 1, "posted");
    attempted(delivery, 2, 1, "refused");
    queue.execute("DELETE FROM waiting");
    queue.execute("UPDATE deliveries SET ended = 'failed', ended_at = now()");

    assertThatThrownBy(() -> edit(queue.read(post), "one", "2"))
        .isInstanceOf(NotPossible.class)
        .hasMessageContaining("sent or about to be");

    PostId doubtful = queue.post("hello");
    attempted(queue.schedule(doubtful, account, NOON), 1, 1, "unconfirmed");
    queue.execute("UPDATE waiting SET state = 'unconfirmed'");
    assertThatThrownBy(() -> edit(queue.read(doubtful), "changed")).isInstanceOf(NotPossible.class);
  }

  /** The request of another wording would be another one to the network, live beside the first. */
  @ParameterizedTest
  @ValueSource(strings = {"deferred", "not_sent", "refused", "account_refused"})
  void a_post_whose_first_request_may_still_arrive_keeps_its_wording(String settled) {
    PostId post = queue.post("hello");
    long delivery = queue.schedule(post, account, NOON);
    attempted(delivery, 1, 1, "absent");
    attempted(delivery, 1, 2, settled);

    assertThatThrownBy(() -> edit(queue.read(post), "changed")).isInstanceOf(NotPossible.class);
    assertThatThrownBy(() -> delete(post)).isInstanceOf(NotPossible.class);
    assertThat(delivery(post).isAwaited()).isTrue();
    assertThat(delivery(post).parts())
        .extracting(StoredPart::state)
        .containsExactly(PartState.UNCONFIRMED);

    queue.execute("DELETE FROM waiting");
    queue.execute("UPDATE deliveries SET ended = 'failed', ended_at = now()");
    assertThatThrownBy(() -> edit(queue.read(post), "changed"))
        .as("failed")
        .isInstanceOf(NotPossible.class);

    queue.execute("UPDATE attempts SET opened_at = clock_timestamp() - interval '1 hour'");
    assertThat(delivery(post).isAwaited()).isFalse();
    edit(queue.read(post), "changed");
    assertThat(queue.read(post).post()).isEqualTo(wording("changed"));
  }

  @Test
  void a_part_is_in_doubt_by_the_request_of_an_earlier_one_that_may_still_arrive() {
    PostId post = queue.post("one", "two");
    long delivery = queue.schedule(post, account, NOON);
    attempted(delivery, 1, 1, "absent");
    queue.execute("UPDATE attempts SET through = 2");
    attempted(delivery, 1, 2, "not_sent");
    queue.execute("UPDATE attempts SET through = 2");

    assertThat(delivery(post).parts())
        .extracting(StoredPart::state)
        .containsExactly(PartState.UNCONFIRMED, PartState.UNCONFIRMED);
  }

  @Test
  void a_part_that_the_network_took_twice_is_live_whatever_came_last() {
    PostId post = queue.post("one", "two");
    long delivery = queue.schedule(post, account, NOON);
    attempted(delivery, 1, 1, "posted");
    attempted(delivery, 1, 2, "repeated");

    assertThat(delivery(post).parts())
        .extracting(StoredPart::state, StoredPart::remoteId)
        .containsExactly(tuple(PartState.PUBLISHED, "1.1"), tuple(PartState.WAITING, null));
    assertThatThrownBy(() -> edit(queue.read(post), "1", "two")).isInstanceOf(NotPossible.class);
  }

  @Test
  void what_failed_says_what_its_last_try_met() {
    PostId post = queue.post("hello");
    attempted(queue.schedule(post, account, NOON), 1, 1, "refused");
    queue.execute("DELETE FROM waiting");
    queue.execute("UPDATE deliveries SET ended = 'failed', ended_at = now()");

    assertThat(queue.read(post).deliveries().get(0).reason()).isEqualTo("the network's words");
    List<QueuedDelivery> failed =
        queue.database().lend(c -> ListDeliveries.all(c, DeliveryState.FAILED, null));
    assertThat(failed).extracting(QueuedDelivery::reason).containsExactly("the network's words");
  }

  /** An attempt that is over; one that made its part live has the id {@code part.number}. */
  private void attempted(long delivery, int part, int number, String outcome) {
    boolean isLive = outcome.equals("posted") || outcome.equals("repeated");
    queue.execute(
        """
        INSERT INTO attempts (delivery_id, part, number, claim, node, body, sha256, settled_at,
                              outcome, remote_id, detail)
        VALUES (%d, %d, %d, 1, 'n', 'body', sha256('body'), now(), '%s', %s, 'the network''s words')
        """
            .formatted(
                delivery,
                part,
                number,
                outcome,
                isLive ? "'%d.%d'".formatted(part, number) : "NULL"));
  }

  @Test
  void what_a_node_has_in_its_hands_is_neither_edited_nor_deleted() {
    PostId post = queue.post("hello");
    queue.schedule(post, account, NOON);
    StoredPost seen = queue.read(post);
    queue.execute("UPDATE waiting SET state = 'claimed', claim = 1");

    assertThatThrownBy(() -> edit(seen, "changed")).isInstanceOf(NotPossible.class);
    assertThatThrownBy(() -> delete(post)).isInstanceOf(NotPossible.class);
    assertThat(queue.read(post).post()).isEqualTo(wording("hello"));
  }

  @Test
  void what_is_live_or_may_be_is_neither_edited_nor_deleted() {
    for (String settled :
        List.of("NULL, NULL, NULL", "now(), 'posted', '7'", "now(), 'unconfirmed', NULL")) {
      PostId post = queue.post("hello", "world");
      long delivery = queue.schedule(post, account, NOON);
      StoredPost seen = queue.read(post);
      attempt(delivery, settled);

      assertThatThrownBy(() -> edit(seen, "changed")).as(settled).isInstanceOf(NotPossible.class);
      assertThatThrownBy(() -> delete(post)).as(settled).isInstanceOf(NotPossible.class);
      assertThat(queue.read(post).deliveries().get(0).state()).isEqualTo(DeliveryState.SCHEDULED);
    }
  }

  @Test
  void a_post_that_was_refused_may_be_edited() {
    PostId post = queue.post("hello");
    attempt(queue.schedule(post, account, NOON), "now(), 'refused', NULL");

    edit(queue.read(post), "changed");

    assertThat(queue.read(post).post()).isEqualTo(wording("changed"));
  }

  @Test
  void a_deleted_post_leaves_the_queue_and_the_lists_and_stays_in_the_history() {
    PostId post = queue.post("hello");
    PostId other = queue.post("stays");
    queue.schedule(post, account, NOON);

    delete(post);

    assertThat(queue.database().lend(ListDeliveries::queue)).isEmpty();
    assertThat(listed(null)).extracting(QueuedDelivery::post).containsExactly(other);
    assertThatThrownBy(() -> queue.read(post))
        .isInstanceOf(NotPossible.class)
        .hasMessage("there is no post %s; belfry list shows what there is", post);
    assertThat(queue.history())
        .filteredOn(event -> Objects.equals(event.post(), post.number()))
        .extracting(event -> event.event())
        .containsExactly("drafted", "scheduled", "cancelled", "deleted");
  }

  @Test
  void the_lists_show_each_post_once_for_each_account() {
    Account second = queue.account("dry-run:bluesky:two.example");
    PostId later = queue.post("later");
    PostId draft = queue.post("draft");
    PostId sooner = queue.post("sooner", "its second part");
    queue.schedule(later, account, NOON.plusSeconds(1));
    queue.schedule(sooner, account, NOON);
    queue.schedule(sooner, second, NOON.plusSeconds(2));

    assertThat(queue.database().lend(ListDeliveries::queue))
        .extracting(QueuedDelivery::text)
        .containsExactly("sooner", "later", "sooner");
    assertThat(listed(null))
        .extracting(QueuedDelivery::post)
        .containsExactly(later, draft, sooner, sooner);
    assertThat(listed(DeliveryState.DRAFT)).extracting(QueuedDelivery::post).containsExactly(draft);
    assertThat(listed(null, second))
        .extracting(QueuedDelivery::text, QueuedDelivery::parts)
        .containsExactly(tuple("sooner", 2));
  }

  private StoredDelivery delivery(PostId post) {
    return queue.read(post).deliveries().get(0);
  }

  private boolean edit(StoredPost seen, String... parts) {
    queue
        .database()
        .transact(
            connection -> EditPost.edit(connection, seen, wording(parts), QueueFixture.ACTOR));
    return true;
  }

  private void delete(PostId post) {
    queue
        .database()
        .transact(connection -> DeletePost.delete(connection, post, QueueFixture.ACTOR));
  }

  private List<QueuedDelivery> listed(@Nullable DeliveryState state) {
    return listed(state, null);
  }

  private List<QueuedDelivery> listed(@Nullable DeliveryState state, @Nullable Account only) {
    return queue
        .database()
        .lend(c -> ListDeliveries.all(c, state, only == null ? null : only.name()));
  }

  private void attempt(long delivery, String settledOutcomeId) {
    queue.execute(
        """
        INSERT INTO attempts (delivery_id, part, number, claim, node, body, sha256, settled_at,
                              outcome, remote_id)
        VALUES (%d, 1, 1, 1, 'n', 'b', sha256('b'), %s)
        """
            .formatted(delivery, settledOutcomeId));
  }

  private static Post wording(String... parts) {
    return new Post(Stream.of(parts).map(Part::of).toList());
  }
}

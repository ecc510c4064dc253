package dev.belfry.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.belfry.account.Account;
import dev.belfry.post.DeliveryState;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.queue.StoredPost.StoredDelivery;
import dev.belfry.schedule.Moment;
import dev.belfry.sql.DatabaseException;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.Rival;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresExtension.class)
final class SavePostsTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123Z");

  private final DataSource source;
  private final QueueFixture queue;

  SavePostsTest(DataSource source) {
    this.source = source;
    this.queue = new QueueFixture(source);
  }

  @Test
  void the_same_key_twice_is_one_post() {
    SavedPost first = save(keyed("k", "as it was")).get(0);
    SavedPost again = save(keyed("k", "another wording")).get(0);

    assertThat(first.isNew()).isTrue();
    assertThat(again).isEqualTo(new SavedPost(first.id(), false));
    assertThat(queue.read(first.id()).post().parts()).containsExactly(Part.of("as it was"));
    assertThat(queue.told("drafted")).containsExactly("null as it was");
  }

  @Test
  void the_same_key_twice_in_one_call_is_one_post_too() {
    List<SavedPost> saved =
        save(keyed("a", "one"), keyed(null, "two"), keyed("a", "three"), keyed("b", "four"));

    assertThat(saved).extracting(SavedPost::isNew).containsExactly(true, true, false, true);
    assertThat(saved.get(2).id()).isEqualTo(saved.get(0).id());
    assertThat(queue.told("drafted"))
        .containsExactlyInAnyOrder("null one", "null two", "null four");
  }

  @Test
  void two_who_save_the_same_key_at_once_save_one_post() throws Exception {
    try (Rival rival = new Rival(source)) {
      SavedPost theirs =
          rival.does(
              connection -> SavePosts.save(connection, keyed("k", "theirs"), QueueFixture.ACTOR));
      CompletableFuture<List<SavedPost>> ours = rival.blocks(() -> save(keyed("k", "ours")));
      rival.commits();

      assertThat(ours.get()).containsExactly(new SavedPost(theirs.id(), false));
    }
    assertThat(queue.told("drafted")).containsExactly("null theirs");
  }

  @Test
  void what_was_rolled_back_leaves_its_key_free() throws Exception {
    try (Rival rival = new Rival(source)) {
      SavedPost theirs =
          rival.does(connection -> SavePosts.save(connection, keyed("k", "theirs"), "rival"));
      CompletableFuture<List<SavedPost>> ours = rival.blocks(() -> save(keyed("k", "ours")));
      rival.runs("ROLLBACK");

      assertThat(theirs.isNew()).isTrue();
      assertThat(ours.get().get(0).isNew()).isTrue();
    }
    assertThat(queue.told("drafted")).containsExactly("null ours");
  }

  @Test
  void a_post_is_queued_where_it_has_a_time_and_noted_where_it_has_none() {
    Account timed = queue.account("dry-run:x:timed");
    Account draft = queue.account("dry-run:x:draft");
    Post thread = new Post(List.of(Part.of("one"), Part.of("two")));

    PostId id =
        save(new NewPost(
                null,
                thread,
                List.of(
                    new NewPlan(draft.id(), null, List.of("x", "y"), 1),
                    new NewPlan(timed.id(), at(NOON), List.of("{1}", "{2}"), 1))))
            .get(0)
            .id();

    assertThat(queue.read(id).post()).isEqualTo(thread);
    assertThat(queue.read(id).deliveries())
        .extracting(d -> d.account().name(), StoredDelivery::state, StoredDelivery::dueAt)
        .containsExactlyInAnyOrder(
            tuple(draft.name(), DeliveryState.DRAFT, null),
            tuple(timed.name(), DeliveryState.SCHEDULED, NOON));
    assertThat(claimed(timed).bodies()).containsExactly("{1}", "{2}");
    assertThat(queue.history().stream().map(e -> e.event() + " " + e.text() + " " + e.dueAt()))
        .startsWith("drafted one null", "drafted two null", "scheduled null " + NOON);
  }

  @Test
  void posts_get_their_numbers_and_their_history_in_the_order_in_which_they_were_given() {
    List<SavedPost> saved = save(keyed("z", "one"), keyed("a", "two"), keyed(null, "three"));

    assertThat(saved).extracting(each -> each.id().number()).isSorted();
    assertThat(queue.told("drafted")).containsExactly("null one", "null two", "null three");
  }

  @Test
  void who_listens_is_told_the_earliest_instant_of_what_is_new() throws SQLException {
    Account account = queue.account("dry-run:x:one");
    NewPlan early = new NewPlan(account.id(), at(NOON.minusSeconds(60)), List.of("{}"), 1);
    NewPlan atNoon = new NewPlan(account.id(), at(NOON), List.of("{}"), 1);
    NewPlan late = new NewPlan(account.id(), at(NOON.plusSeconds(60)), List.of("{}"), 1);
    Post post = new Post(List.of(Part.of("Ding")));
    assertThat(save(keyed("known", "Ding"))).hasSize(1);

    try (Connection listening = source.getConnection()) {
      DueNotices.listen(listening);
      save(
          new NewPost("known", post, List.of(early)),
          new NewPost("late", post, List.of(late)),
          new NewPost("noon", post, List.of(atNoon)));

      assertThat(DueNotices.await(listening, Duration.ofSeconds(10))).containsExactly(NOON);
    }
  }

  private Claim claimed(Account account) {
    return queue
        .database()
        .inTransaction(
            connection -> {
              List<Lease> leases = queue.take(NOON);
              return ClaimDue.claim(connection, leases, NOON, new Portion(10, 10), new LowWater());
            })
        .stream()
        .filter(claim -> claim.account().equals(account.name()))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE parts SET wording = '{}'",
        "UPDATE parts SET wording = '[\"x\"]'",
        "UPDATE parts SET wording = '{\"myspace\": \"a\"}'",
        "UPDATE parts SET wording = '{\"x\": 1}'",
        "UPDATE posts SET quotes = '{\"x\": null}'",
        "UPDATE posts SET quotes = '\"https://x.com/ann/status/18\"'",
        "UPDATE posts SET visibility = 'nobody'",
        "UPDATE posts SET language = ''",
        "UPDATE posts SET warning = ''"
      })
  void the_tables_refuse_what_no_post_can_say(String nonsense) {
    queue.post("Ding");

    assertThatThrownBy(() -> queue.execute(nonsense)).isInstanceOf(DatabaseException.class);
  }

  private static Moment at(Instant instant) {
    ZoneId zone = ZoneId.of("Asia/Kathmandu");
    return new Moment(instant, LocalDateTime.ofInstant(instant, zone), zone, null);
  }

  private List<SavedPost> save(NewPost... posts) {
    return queue
        .database()
        .inTransaction(
            connection -> SavePosts.save(connection, List.of(posts), QueueFixture.ACTOR));
  }

  private static NewPost keyed(@Nullable String key, String... parts) {
    return new NewPost(key, new Post(Stream.of(parts).map(Part::of).toList()));
  }
}

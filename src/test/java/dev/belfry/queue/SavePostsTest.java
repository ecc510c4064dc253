package dev.belfry.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.Rival;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
final class SavePostsTest {
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

package dev.belfry.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.testing.SomePosts;
import dev.belfry.testing.TestDatabase;
import dev.belfry.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever a post says, the database says it again. */
final class SavedAsWrittenTest {
  private static final TestDatabase FRESH = TestPostgres.freshDatabase();

  @AfterContainer
  static void close() {
    FRESH.close();
  }

  private final Database database = new Database(Connections.of(FRESH.dataSource()));

  @Property(tries = 60)
  void a_post_is_read_as_it_was_saved_and_as_it_was_edited(
      @ForAll("posts") Post first, @ForAll("posts") Post second) {
    PostId id =
        database
            .inTransaction(c -> SavePosts.save(c, new NewPost(/* key= */ null, first), "me"))
            .id();
    StoredPost saved = database.lend(c -> ReadPost.read(c, id));
    assertThat(saved.post()).isEqualTo(first);

    database.transact(c -> EditPost.edit(c, saved, second, "me"));

    StoredPost edited = database.lend(c -> ReadPost.read(c, id));
    Post wording = database.lend(c -> ReadPost.wording(c, id));
    assertThat(edited.post()).isEqualTo(second);
    assertThat(wording).isEqualTo(second);
  }

  @Property(tries = 15)
  void many_posts_are_read_as_they_were_saved(@ForAll("manyPosts") List<Post> posts) {
    List<NewPost> written = posts.stream().map(post -> new NewPost(/* key= */ null, post)).toList();
    List<PostId> ids =
        database.inTransaction(c -> SavePosts.save(c, written, "me")).stream()
            .map(SavedPost::id)
            .toList();

    List<Post> read = new ArrayList<>();
    database.transact(c -> StreamPosts.read(c, each -> addIfAmong(ids, each, read)));

    assertThat(read).isEqualTo(posts);
  }

  private static void addIfAmong(List<PostId> ids, PlannedPost post, List<Post> into) {
    if (ids.contains(post.id())) {
      into.add(post.post());
    }
  }

  @Provide
  Arbitrary<List<Post>> manyPosts() {
    return SomePosts.posts().list().ofMinSize(1).ofMaxSize(8);
  }

  @Provide
  Arbitrary<Post> posts() {
    return SomePosts.posts();
  }
}

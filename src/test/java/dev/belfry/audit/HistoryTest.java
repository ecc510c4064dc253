package dev.belfry.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.belfry.account.Account;
import dev.belfry.audit.HistoryEvent.HistoryMedia;
import dev.belfry.post.AccountName;
import dev.belfry.post.Attachment;
import dev.belfry.post.Media;
import dev.belfry.post.MediaType;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.queue.NewPost;
import dev.belfry.queue.SavePosts;
import dev.belfry.sql.DatabaseException;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.RowsRead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresExtension.class)
final class HistoryTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final long MEGABYTE = 1L << 20;

  private final QueueFixture queue;

  HistoryTest(DataSource source) {
    this.queue = new QueueFixture(source);
  }

  /** The test connects as the owner of the tables, and as a superuser. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE history SET actor = 'somebody else'",
        "UPDATE history SET actor = 'somebody else' WHERE false",
        "DELETE FROM history",
        "TRUNCATE history",
        "TRUNCATE history CASCADE"
      })
  void the_history_refuses_to_be_changed_by_its_owner_too(String change) {
    queue.post("hello");

    for (String role : List.of("origin", "replica")) {
      assertThatThrownBy(
              () -> queue.execute("SET LOCAL session_replication_role = " + role + "; " + change))
          .as(role)
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("append-only");
    }
    assertThat(queue.told("drafted")).containsExactly("null hello");
  }

  @Test
  void the_story_of_one_post_is_read_without_the_stories_of_all_others() {
    queue.execute(
        """
        INSERT INTO history (event, post_id, account, part, actor)
        SELECT event, n, 'dry-run:x:one', 1, 'n'
        FROM generate_series(1, 10000) AS n
        CROSS JOIN unnest('{drafted,attempted,published}'::text[]) AS e (event)
        """);
    queue.execute("ANALYZE history");
    PostId post = new PostId(4321);
    HistoryFilter filter = new HistoryFilter(post, null, null);

    queue
        .database()
        .transact(
            connection -> {
              try (HistoryCursor cursor = HistoryCursor.open(connection, filter)) {
                for (String event : List.of("drafted", "attempted", "published")) {
                  assertThat(Objects.requireNonNull(cursor.current()).event().event())
                      .isEqualTo(event);
                  cursor.advance();
                }
                assertThat(cursor.current()).isNull();
              }
              assertThat(LastChanges.of(connection, List.of(post)).values())
                  .singleElement()
                  .satisfies(changed -> assertThat(changed.count()).isEqualTo(3));
              assertThat(RowsRead.of(connection, "history")).as("of 30,000").isLessThan(30);
            });
  }

  @Test
  void texts_come_back_byte_for_byte() {
    String text =
        "\"quotes\" 'single' \\ \\\\n \n\r\n\ttab {\"json\": [1]} 👩‍👩‍👧‍👦 é e\u0301 \u202e\u200b \ud83c\uddf3\ud83c\uddf5"
            + " $1 %s ' -- ; NULL \u0001\u007f\uffff ";
    Media media = new Media("ab".repeat(32), MediaType.PNG, 1, 1, 1);
    queue.execute(
        "INSERT INTO media (sha256, type, width, height, animated, size)"
            + " VALUES (decode('%s', 'hex'), 'image/png', 1, 1, false, 1)"
                .formatted(media.sha256()));
    Post post =
        new Post(
            List.of(
                new Part(text, List.of(new Attachment(media, text), new Attachment(media, ""))),
                Part.of("")));

    queue.database().transact(c -> SavePosts.save(c, new NewPost(null, post), QueueFixture.ACTOR));

    assertThat(queue.history())
        .extracting(HistoryEvent::text, HistoryEvent::media)
        .containsExactly(
            tuple(
                text,
                List.of(
                    new HistoryMedia(media.sha256(), text), new HistoryMedia(media.sha256(), ""))),
            tuple("", List.of()));
    assertThat(queue.history()).extracting(HistoryEvent::oddMedia).containsOnlyNulls();
  }

  @Test
  void a_filter_lets_through_what_was_asked_for_in_order() {
    Account one = queue.account("dry-run:x:one");
    Account two = queue.account("dry-run:x:two");
    PostId first = queue.post("first");
    PostId second = queue.post("second");
    queue.schedule(first, one, NOON);
    queue.schedule(first, two, NOON);
    queue.schedule(second, one, NOON);
    List<HistoryEvent> all = read(HistoryFilter.ALL);

    assertThat(all).hasSize(5).extracting(HistoryEvent::seq).isSorted();
    assertThat(all).extracting(HistoryEvent::actor).containsOnly(QueueFixture.ACTOR);
    assertThat(read(new HistoryFilter(first, null, null)))
        .isEqualTo(all.stream().filter(e -> Objects.equals(e.post(), first.number())).toList())
        .hasSize(3);
    assertThat(read(new HistoryFilter(first, null, two.name())))
        .singleElement()
        .satisfies(event -> assertThat(event.dueAt()).isEqualTo(NOON));
    assertThat(read(new HistoryFilter(null, all.get(3).at(), null))).isEqualTo(all.subList(3, 5));
    assertThat(read(new HistoryFilter(null, null, AccountName.parse("x:nobody")))).isEmpty();
  }

  @Test
  void ten_thousand_events_are_read_without_holding_them_all() {
    int textSize = 8_000;
    queue.execute(
        "INSERT INTO history (event, post_id, part, text, actor)"
            + " SELECT 'drafted', n, 1, repeat('x', %d), 'me' FROM generate_series(1, 10000) AS n"
                .formatted(textSize));
    long before = liveBytes();
    AtomicInteger count = new AtomicInteger();
    AtomicLong atFirst = new AtomicLong();

    ReadHistory.read(
        queue.database(),
        HistoryFilter.ALL,
        event -> {
          if (count.getAndIncrement() == 0) {
            atFirst.set(liveBytes());
          }
        });

    assertThat(count).hasValue(10_000);
    assertThat(atFirst.get() - before).isLessThan(40 * MEGABYTE);
  }

  private List<HistoryEvent> read(HistoryFilter filter) {
    List<HistoryEvent> events = new ArrayList<>();
    ReadHistory.read(queue.database(), filter, events::add);
    return events;
  }

  private static long liveBytes() {
    Runtime runtime = Runtime.getRuntime();
    runtime.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

package dev.belfry.queue;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.post.PostId;
import dev.belfry.sql.Rows;
import dev.belfry.testing.EvergreenFixture;
import dev.belfry.testing.QueueFixture;
import dev.belfry.testing.TestDatabase;
import dev.belfry.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Whatever people do to a set, its showings and the queue, and however long no node is there: no
 * showing says what its account says, or was to say, within the rest.
 */
final class NeverTwiceTest {
  private static final TestDatabase FRESH = TestPostgres.freshDatabase();
  private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");
  private static final int TEXTS = 4;
  private static int tries;
  private static long shown;

  /** Something that happens; what it is about is one of some, by the number. */
  record Step(What what, int number) {}

  enum What {
    TIME_PASSES,
    TIME_PASSES_AND_NODES_RUN,
    BY_HAND,
    EDIT,
    TAKE_OUT,
    DELETE_SHOWING,
    HOLD_SHOWING,
    RESUME,
    OTHER_TIMES
  }

  /** What went out: the text, and when. */
  private record Out(PostId post, String text, Instant at, boolean isShowing) {
    long daysFrom(Out other) {
      return Math.abs(
          DAYS.between(
              at.atOffset(ZoneOffset.UTC).toLocalDate(),
              other.at.atOffset(ZoneOffset.UTC).toLocalDate()));
    }
  }

  @AfterContainer
  static void close() {
    FRESH.close();
    assertThat(shown).as("how much was shown in all").isGreaterThan(tries);
  }

  private final Map<PostId, Instant> queuedByHand = new HashMap<>();
  private final Set<PostId> touched = new HashSet<>();
  private final List<PostId> members = new ArrayList<>();
  private EvergreenFixture evergreen;
  private QueueFixture queue;
  private String name = "";
  private Instant now = START;

  NeverTwiceTest() {
    this.evergreen = new EvergreenFixture(FRESH.dataSource(), START, "dry-run:x:none");
    this.queue = evergreen.queue();
  }

  @Property(tries = 12)
  void no_text_is_shown_within_its_rest(
      @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 12) int rest) {
    begin(rest);

    steps.forEach(this::take);
    take(new Step(What.TIME_PASSES_AND_NODES_RUN, 40));

    List<Out> out = out();
    for (Out showing : out) {
      for (Out other : out) {
        if (showing.isShowing
            && !touched.contains(showing.post)
            && !showing.post.equals(other.post)
            && showing.text.equals(other.text)
            && !queuedByHand.getOrDefault(other.post, START).isAfter(showing.at)) {
          assertThat(showing.daysFrom(other))
              .as("%s after %s", showing, other)
              .isGreaterThanOrEqualTo(rest);
        }
      }
    }
    shown += out.stream().filter(Out::isShowing).count();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(Arbitraries.of(What.values()), Arbitraries.integers().between(0, 60))
        .as(Step::new)
        .list()
        .ofMinSize(10)
        .ofMaxSize(30);
  }

  private void begin(int rest) {
    name = "set-" + ++tries;
    now = START;
    evergreen = new EvergreenFixture(FRESH.dataSource(), START, "dry-run:x:a" + tries);
    queue = evergreen.queue();
    int set =
        evergreen.set(
            name, name, "times: [\"09:00\", \"15:00\"]", rest, "text 0", "text 1", "text 2");
    members.clear();
    queue
        .database()
        .lend(connection -> EvergreenTexts.of(connection, set))
        .forEach(text -> members.add(text.post()));
    queuedByHand.clear();
    touched.clear();
  }

  private void take(Step step) {
    int number = step.number;
    switch (step.what) {
      case TIME_PASSES -> now = now.plus(Duration.ofHours(number));
      case TIME_PASSES_AND_NODES_RUN -> {
        for (int hour = 0; hour <= number; hour += 6) {
          nodesRun();
          now = now.plus(Duration.ofHours(6));
        }
      }
      case BY_HAND -> byHand("text " + number % TEXTS, now.plus(Duration.ofHours(number)));
      case EDIT -> edit(members.get(number % members.size()), "text " + number % TEXTS);
      case TAKE_OUT -> takeOut(members.get(number % members.size()));
      case DELETE_SHOWING -> showings().stream().limit(1).forEach(this::delete);
      case HOLD_SHOWING -> showings().stream().limit(1).forEach(this::hold);
      case RESUME ->
          queue.execute(
              "UPDATE waiting SET state = 'scheduled', reason = NULL WHERE account_id = "
                  + evergreen.account().id());
      case OTHER_TIMES -> evergreen.apply(name, "times: \"%02d:30\"".formatted(number % 24));
    }
  }

  /** As they do before they release. */
  private void nodesRun() {
    int unused = queue.database().inTransaction(c -> evergreen.showings().of(c, name, now));
    evergreen.releaseAt(now);
  }

  private void byHand(String text, Instant at) {
    PostId post = queue.post(text);
    long unused = queue.schedule(post, evergreen.account(), at);
    queuedByHand.put(post, now);
  }

  private void edit(PostId member, String text) {
    StoredPost seen = queue.read(member);
    queue
        .database()
        .transact(
            connection -> {
              EditPost.edit(connection, seen, new Post(List.of(Part.of(text))), QueueFixture.ACTOR);
              EvergreenSet set = EvergreenSets.lock(connection, name);
              int unused =
                  RewordShowings.reword(
                      connection,
                      set,
                      evergreen.text(member, text),
                      seen.post(),
                      QueueFixture.ACTOR);
            });
  }

  private void takeOut(PostId member) {
    if (members.size() > 1) {
      members.remove(member);
      Optional<Integer> deleted =
          queue
              .database()
              .inTransaction(
                  c -> ChangeEvergreenTexts.takeOut(c, name, member, QueueFixture.ACTOR));
      assertThat(deleted).isPresent();
    }
  }

  private List<PostId> showings() {
    return queue
        .database()
        .lend(c -> UntouchedShowings.lock(c, evergreen.account().id(), now))
        .stream()
        .map(UntouchedShowings.Showing::post)
        .toList();
  }

  private void delete(PostId showing) {
    queue.database().transact(c -> DeletePost.delete(c, showing, QueueFixture.ACTOR));
  }

  /** Whoever holds one and lets it go on takes it into their own hands. */
  private void hold(PostId showing) {
    touched.add(showing);
    queue.execute(
        "UPDATE waiting SET state = 'held', reason = 'wait' WHERE delivery_id ="
            + " (SELECT id FROM deliveries WHERE post_id = "
            + showing
            + ")");
  }

  private List<Out> out() {
    return queue
        .database()
        .lend(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      SELECT d.post_id, p.text, greatest(d.planned_at, d.ended_at) AS at,
                             EXISTS (SELECT 1 FROM evergreen_showings s
                                     WHERE s.post_id = d.post_id) AS showing
                      FROM deliveries d JOIN parts p ON p.post_id = d.post_id
                      WHERE d.account_id = ? AND d.ended = 'published'
                      """)) {
                statement.setInt(1, evergreen.account().id());
                return Rows.list(
                    statement,
                    row ->
                        new Out(
                            new PostId(row.getLong("post_id")),
                            row.getString("text"),
                            requireNonNull(Rows.instant(row, "at")),
                            row.getBoolean("showing")));
              }
            });
  }
}

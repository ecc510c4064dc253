package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.sql.Database;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Posts that repeat, each minute since some hours ago, when nobody was there to make them: by the
 * program as it is, several nodes at once, some of them killed.
 *
 * <p>The seed is printed; {@code -Dbelfry.seed=…} plays the same moments again, as far as the
 * machine does.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
final class RepeatingPostsTest {
  private static final String ACCOUNT = "dry-run:x:bell";
  private static final int RULES = 3;
  private static final int MINUTES = 300;
  private static final int KILLS = 8;
  private static final int LONGEST_LIFE_MILLIS = 1500;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final String PUBLISHED_TIMES =
      """
      SELECT count(*) FROM occurrences o
      JOIN deliveries d ON d.post_id = o.post_id AND d.ended = 'published'
      """;

  private final Database database;
  private final Aftermath aftermath;
  private final Belfry belfry;

  RepeatingPostsTest(TestDatabase database, @TempDir Path scratch) {
    this.database = OneConnection.to(database.dataSource());
    this.aftermath = new Aftermath(database.dataSource());
    this.belfry = Belfry.on(database.address(), scratch).set("BELFRY_LEASE", "1s");
  }

  @BeforeEach
  void let_posts_repeat() {
    belfry.run("account", "add", ACCOUNT, "--late", "post");
    for (int rule = 1; rule <= RULES; rule++) {
      belfry.run("draft", "Bell " + rule, "--to", ACCOUNT);
      belfry.run("schedule", "" + rule, "--every", "0 * * * * ?", "--zone", "Asia/Kathmandu");
    }
    asIfNobodyHadBeenThere();
  }

  @AfterEach
  void killAll() {
    belfry.close();
  }

  @Test
  void nodes_that_run_side_by_side_make_and_release_each_time_once() {
    for (int node = 1; node <= 3; node++) {
      belfry.node("n" + node);
    }

    await("all that was due is out").atMost(PATIENCE).until(() -> out() >= RULES * MINUTES);

    noTimeIsMissingAndNoneIsThereTwice();
  }

  @Test
  void nodes_that_are_killed_at_any_moment_miss_none_and_double_none() {
    long seed = Long.getLong("belfry.seed", System.nanoTime());
    System.out.printf("RepeatingPostsTest: seed %d%n", seed);
    Random random = new Random(seed);
    killWhenPostsAreMadeButNotNoted();
    assertThat(count("SELECT count(*) FROM posts")).as("rolled back").isEqualTo(RULES);

    for (int kill = 0; kill < KILLS; kill++) {
      BelfryProcess one = belfry.start("run", "--once", "--node", "a" + kill);
      BelfryProcess other = belfry.start("run", "--once", "--node", "b" + kill);
      sleepless(Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS)), one);
      one.kill();
      other.kill();
    }
    BelfryProcess last = belfry.start("run", "--once", "--node", "last");
    assertThat(last.ended(PATIENCE).exit()).as(last.err()).isZero();

    await("all that was due is out").atMost(PATIENCE).until(() -> out() >= RULES * MINUTES);
    noTimeIsMissingAndNoneIsThereTwice();
  }

  /** It has written the posts of a batch, and waits to note which times they are for. */
  private void killWhenPostsAreMadeButNotNoted() {
    database.transact(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE occurrences IN EXCLUSIVE MODE");
            BelfryProcess node = belfry.start("run", "--once", "--node", "first");
            await()
                .atMost(PATIENCE)
                .untilAsserted(
                    () -> {
                      try (var rows =
                          statement.executeQuery(
                              "SELECT count(*) FROM pg_locks WHERE NOT granted"
                                  + " AND relation = 'occurrences'::regclass")) {
                        rows.next();
                        assertThat(rows.getInt(1)).as(node.err()).isPositive();
                      }
                    });
            node.kill();
          }
        });
  }

  private static void sleepless(Duration time, BelfryProcess process) {
    await().pollInterval(Duration.ofMillis(5)).pollDelay(time).until(() -> true);
    assertThat(process.out()).isNotNull();
  }

  /** Rules that began hours ago, of which nothing is made. */
  private void asIfNobodyHadBeenThere() {
    execute("DELETE FROM occurrences");
    execute("DELETE FROM waiting");
    execute("DELETE FROM rendered_parts");
    execute("DELETE FROM deliveries WHERE post_id > " + RULES);
    execute("DELETE FROM parts WHERE post_id > " + RULES);
    execute("DELETE FROM posts WHERE id > " + RULES);
    execute("UPDATE recurrences SET since = since - interval '%d minutes'".formatted(MINUTES));
  }

  private void noTimeIsMissingAndNoneIsThereTwice() {
    assertThat(count("SELECT count(*) FROM recurrences")).isEqualTo(RULES);
    assertThat(
            count(
                """
                SELECT count(*) FROM (
                  SELECT at - lag(at) OVER (PARTITION BY recurrence_id ORDER BY at) AS apart
                  FROM occurrences) o
                WHERE apart <> interval '1 minute'
                """))
        .as("gaps between two times of a rule")
        .isZero();
    assertThat(
            count(
                """
                SELECT count(*) FROM recurrences r
                WHERE NOT EXISTS (SELECT 1 FROM occurrences o WHERE o.recurrence_id = r.id
                                  AND o.at > r.since AND o.at <= r.since + interval '1 minute')
                """))
        .as("rules without their first time")
        .isZero();
    assertThat(count("SELECT count(*) FROM posts"))
        .as("posts, but for those that repeat")
        .isEqualTo(RULES + count("SELECT count(*) FROM occurrences"));
    assertThat(count("SELECT count(*) FROM history WHERE event = 'published'"))
        .as("published")
        .isEqualTo(count(PUBLISHED_TIMES));
    assertThat(
            count(
                """
                SELECT count(*) FROM deliveries d JOIN occurrences o ON o.post_id = d.post_id
                WHERE o.at < clock_timestamp() - interval '1 minute'
                  AND d.ended IS DISTINCT FROM 'published'
                """))
        .as("due and not out")
        .isZero();
  }

  private long out() {
    return count(PUBLISHED_TIMES);
  }

  private long count(String sql) {
    return aftermath.count(sql);
  }

  private void execute(String sql) {
    database.transact(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
          }
        });
  }
}

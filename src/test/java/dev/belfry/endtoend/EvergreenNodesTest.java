package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.sql.Database;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An evergreen set with a slot each hour, which nobody was there to fill since twenty hours: by the
 * program as it is, two processes at once, one before them killed in the middle.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
final class EvergreenNodesTest {
  private static final String ACCOUNT = "dry-run:x:bell";
  private static final int HOURS = 20;
  private static final int TEXTS = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Database database;
  private final Aftermath aftermath;
  private final Belfry belfry;
  private final Path scratch;

  EvergreenNodesTest(TestDatabase database, @TempDir Path scratch) {
    this.database = OneConnection.to(database.dataSource());
    this.aftermath = new Aftermath(database.dataSource());
    this.belfry = Belfry.on(database.address(), scratch);
    this.scratch = scratch;
  }

  @BeforeEach
  void make_a_set() throws IOException {
    belfry.run("account", "add", ACCOUNT, "--late", "post");
    Path schedule = scratch.resolve("hourly.yaml");
    Files.writeString(
        schedule,
        "name: hourly\naccounts: [%s]\nzone: Asia/Kathmandu\nslots: [{cron: 0 0 * * * ?}]\n"
            .formatted(ACCOUNT));
    belfry.run("schedules", "apply", schedule.toString());
    belfry.run("evergreen", "create", "tips", "--schedule", "hourly");
    belfry.run("evergreen", "hold", "tips", "--reason", "nobody is there");
    Path posts = scratch.resolve("posts.jsonl");
    Files.writeString(
        posts,
        IntStream.range(0, TEXTS)
            .mapToObj("{\"text\": \"Tip %d\"}\n"::formatted)
            .collect(Collectors.joining()));
    belfry.run("import", posts.toString(), "--evergreen", "tips");
    execute("UPDATE evergreen_sets SET held = NULL");
    execute("UPDATE evergreen_accounts SET reached = now() - interval '%d hours'".formatted(HOURS));
  }

  @AfterEach
  void killAll() {
    belfry.close();
  }

  @Test
  void nodes_at_once_and_one_that_was_killed_fill_each_slot_once_and_leave_none_out() {
    killWhenPostsAreMadeButNotNoted();
    assertThat(count("SELECT count(*) FROM posts")).as("rolled back").isEqualTo(TEXTS);

    BelfryProcess one = belfry.start("run", "--once", "--node", "one");
    BelfryProcess other = belfry.start("run", "--once", "--node", "other");
    assertThat(one.ended(PATIENCE).exit()).as(one.err()).isZero();
    assertThat(other.ended(PATIENCE).exit()).as(other.err()).isZero();

    assertThat(count("SELECT count(*) FROM evergreen_showings"))
        .as("the hours before and the day to come; an hour may have gone by")
        .isBetween(HOURS + 24L, HOURS + 25L);
    assertThat(
            count(
                """
                SELECT count(*) FROM (
                  SELECT at - lag(at) OVER (ORDER BY at) AS apart FROM evergreen_showings) s
                WHERE apart <> interval '1 hour'
                """))
        .as("gaps between two slots")
        .isZero();
    assertThat(count("SELECT count(*) - count(DISTINCT text_of) FROM evergreen_showings"))
        .as("texts that are shown twice")
        .isZero();
    assertThat(count("SELECT count(*) FROM posts"))
        .as("posts, but for those of the set")
        .isEqualTo(TEXTS + count("SELECT count(*) FROM evergreen_showings"));
    assertThat(count("SELECT count(*) FROM history WHERE event = 'published'"))
        .as("what was late is out")
        .isBetween((long) HOURS, HOURS + 1L);
  }

  /** It has written the posts, and waits to note which slots they are for. */
  private void killWhenPostsAreMadeButNotNoted() {
    database.transact(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE evergreen_showings IN EXCLUSIVE MODE");
            BelfryProcess node = belfry.start("run", "--once", "--node", "first");
            await()
                .atMost(PATIENCE)
                .untilAsserted(
                    () -> {
                      try (var rows =
                          statement.executeQuery(
                              "SELECT count(*) FROM pg_locks WHERE NOT granted"
                                  + " AND relation = 'evergreen_showings'::regclass")) {
                        rows.next();
                        assertThat(rows.getInt(1)).as(node.err()).isPositive();
                      }
                    });
            node.kill();
          }
        });
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

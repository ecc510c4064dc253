package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.sql.Database;
import dev.belfry.sql.Rows;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal by the program as it is: killed in the middle, and beside a node that releases. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
final class RehearseBesideTest {
  private static final String ACCOUNT = "dry-run:x:bell";
  private static final int POSTS = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestDatabase test;
  private final Database database;

  RehearseBesideTest(TestDatabase test) {
    this.test = test;
    this.database = OneConnection.to(test.dataSource());
  }

  @Test
  void one_that_is_killed_leaves_nothing_behind_and_the_next_one_plays(@TempDir Path scratch) {
    plan(Duration.ofHours(1));
    try (Belfry belfry = Belfry.on(test.address(), scratch)) {
      BelfryProcess killed = belfry.start("rehearse");
      await().atMost(PATIENCE).until(() -> count("pg_class WHERE relpersistence = 't'") > 0);
      killed.kill();

      awaitNothingTemporary();
      assertThat(count("dry_runs")).isZero();
      assertThat(belfry.run("rehearse"))
          .contains("Rehearsal 1. Until ", POSTS + " posts go out, 0 are held");
      awaitNothingTemporary();
    }
  }

  @Test
  void beside_a_node_that_releases_each_does_its_own(@TempDir Path scratch) {
    plan(Duration.ofMillis(20));
    try (Belfry belfry = Belfry.on(test.address(), scratch)) {
      belfry.node("n1");

      assertThat(belfry.run("rehearse", "--days", "1")).contains("Nothing was sent.");

      await().atMost(PATIENCE).until(() -> count("deliveries WHERE ended = 'published'") == POSTS);
      assertThat(count("history WHERE event = 'published' AND actor = 'n1'")).isEqualTo(POSTS);
      assertThat(count("history WHERE event = 'attempted'")).isEqualTo(POSTS);
    }
  }

  /** The server takes it away when the session is over, also after the program's end. */
  private void awaitNothingTemporary() {
    await().atMost(PATIENCE).until(() -> count("pg_class WHERE relpersistence = 't'") == 0);
  }

  private void plan(Duration apart) {
    PutInQueue queue = new PutInQueue(test.dataSource());
    queue.account(ACCOUNT);
    Instant first = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(1);
    queue.all(
        IntStream.range(0, POSTS)
            .mapToObj(
                i -> new Planned(List.of("Ding " + i), ACCOUNT, first.plus(apart.multipliedBy(i))))
            .toList());
  }

  private long count(String of) {
    return database.lend(
        connection -> {
          try (var statement = connection.prepareStatement("SELECT count(*) AS n FROM " + of)) {
            return Rows.first(statement, row -> row.getLong("n")).orElseThrow();
          }
        });
  }
}

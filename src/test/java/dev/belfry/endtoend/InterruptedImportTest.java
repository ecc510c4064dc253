package dev.belfry.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.app.postgres.DbAddress;
import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.sql.Rows;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.RowCounts;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in the middle of an import: the real program, and a signal. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class InterruptedImportTest {
  private static final String ACCOUNT = "dry-run:x:demo";

  /** Several batches, so that some are written before the signal comes. */
  private static final String LINES =
      IntStream.range(0, 3_000)
          .mapToObj(
              i ->
                  "{\"id\": \"%d\", \"text\": \"Ding %d\", \"to\": [\"%s\"]}"
                      .formatted(i, i, ACCOUNT))
          .collect(Collectors.joining("\n", "", "\n"));

  @Test
  void nothing_of_it_is_saved_and_it_can_be_run_again(
      DataSource source, DbAddress address, @TempDir Path scratch) {
    try (Belfry belfry = Belfry.on(address, scratch)) {
      belfry.run("account", "add", ACCOUNT);
      SortedMap<String, Long> before = RowCounts.of(source);

      BelfryProcess importing = belfry.startFed("import", "-");
      importing.feed(LINES);
      await().atMost(Duration.ofSeconds(30)).until(() -> isWriting(source));
      importing.signal("INT");

      assertThat(importing.ended().exit()).isEqualTo(130);
      await().atMost(Duration.ofSeconds(30)).until(() -> !isWriting(source));
      assertThat(RowCounts.of(source)).isEqualTo(before);

      BelfryProcess again = belfry.startFed("import", "-");
      again.feed(LINES);
      again.endInput();
      assertThat(again.ended().out()).startsWith("Imported 3,000 posts;");
      assertThat(RowCounts.of(source)).containsEntry("posts", 3_000L);
    }
  }

  /** Whether somebody has written posts and not said yet whether they stay. */
  private static boolean isWriting(DataSource source) {
    return new Database(Connections.of(source))
        .lend(
            connection -> {
              try (PreparedStatement statement =
                  connection.prepareStatement(
                      """
                      SELECT count(*) > 0 AS writing
                      FROM pg_locks JOIN pg_stat_activity USING (pid)
                      WHERE relation = 'history'::regclass AND mode = 'RowExclusiveLock'
                        AND datname = current_database() AND xact_start IS NOT NULL
                      """)) {
                return Rows.first(statement, row -> row.getBoolean("writing")).orElseThrow();
              }
            });
  }
}

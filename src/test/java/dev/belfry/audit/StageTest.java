package dev.belfry.audit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.sql.Connections;
import dev.belfry.sql.Database;
import dev.belfry.sql.DatabaseException;
import dev.belfry.sql.OneSession;
import dev.belfry.sql.Rows;
import dev.belfry.testing.PostgresExtension;
import dev.belfry.testing.TestDatabase;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
final class StageTest {
  private static final Instant FROM = Instant.parse("2026-12-01T09:00:00Z");

  /** What no release reads or writes, or only looks up: it may be read behind the stage. */
  private static final Set<String> NOT_ON_STAGE =
      Set.of(
          "media",
          "media_chunks",
          "nodes",
          "restores",
          "seals",
          "prepared",
          "credentials",
          "vault_key",
          "retractions",
          "looked_up",
          "moved_posts",
          "synced_folders",
          "synced_files",
          "dry_runs",
          "dry_run_parts",
          "rehearsed",
          "flyway_schema_history");

  private final DataSource source;
  private final OneSession session;
  private final Database stage;

  StageTest(TestDatabase database) throws SQLException {
    this.source = database.newConnections();
    this.session = new OneSession(source.getConnection());
    this.stage = new Database(session);
  }

  @BeforeEach
  void build() {
    var unused = stage.inTransaction(c -> Stage.build(c, FROM, FROM.plusSeconds(3600)));
  }

  @AfterEach
  void leave() {
    session.close();
  }

  @Test
  void every_table_is_on_the_stage_or_known_not_to_matter_there() {
    Set<String> missing = new TreeSet<>(tables("'public'::regnamespace"));
    missing.removeAll(tables("pg_my_temp_schema()"));
    missing.removeIf(name -> name.startsWith("qrtz_"));

    assertThat(missing)
        .as(
            "a release that wrote to one would be refused; put it on the stage, or say here why not")
        .containsExactlyInAnyOrderElementsOf(NOT_ON_STAGE);
  }

  @Test
  void what_is_real_can_t_be_written_to_from_the_stage() {
    assertThatThrownBy(() -> execute("DELETE FROM public.waiting"))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("read-only transaction");
    assertThatThrownBy(() -> execute("INSERT INTO nodes DEFAULT VALUES"))
        .hasMessageContaining("read-only transaction");
    assertThatThrownBy(() -> execute("SELECT nextval('public.posts_id_seq')"))
        .hasMessageContaining("read-only transaction");
    execute("DELETE FROM waiting");
  }

  @Test
  void what_happens_on_the_stage_is_dated_by_its_clock() {
    Instant later = FROM.plusSeconds(60);
    stage.lend(
        connection -> {
          Stage.turnClock(connection, later);
          return later;
        });
    execute("INSERT INTO history (event, actor) VALUES ('held', 'me')");

    assertThat(
            stage.<List<Instant>>lend(
                c -> {
                  try (var statement = c.prepareStatement("SELECT at FROM history")) {
                    return Rows.list(statement, row -> requireNonNull(Rows.instant(row, "at")));
                  }
                }))
        .containsExactly(later);
  }

  @Test
  void it_is_gone_when_its_session_is() {
    Database another = new Database(Connections.of(source));
    assertThat(temporaryTables(another)).isPositive();

    session.close();

    // The server takes them away after the program has hung up.
    await().until(() -> temporaryTables(another) == 0);
  }

  private static long temporaryTables(Database database) {
    return database.lend(
        c -> {
          try (var statement =
              c.prepareStatement("SELECT count(*) AS n FROM pg_class WHERE relpersistence = 't'")) {
            return Rows.first(statement, row -> row.getLong("n")).orElseThrow();
          }
        });
  }

  private List<String> tables(String schema) {
    return stage.lend(
        c -> {
          try (var statement =
              c.prepareStatement(
                  "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = "
                      + schema)) {
            return Rows.list(statement, row -> row.getString("name"));
          }
        });
  }

  private void execute(String sql) {
    stage.transact(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
          }
        });
  }
}
